"""Where things go: numbers only, no words, no colours, no toolkit.

- `time_scale`, `viewport`: seconds ↔ pixels, and what is seen.
- `tick_table`, `ticks`: the axis.
- `level_of_detail`, `extents`: what is in view, and how wide each date is drawn.
- `density`: how many there are, exactly.
- `cards`, `labels` (with `label_levels` and `ranking`), `lanes`: where words and bars stand without overlap.
"""
