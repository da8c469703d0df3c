"""The pointer and the pixels of timeline and strip: pointing, wheel, date handles, hints, kept scenes.

`timeline_view` and `overview_strip`, at the top, use them; so stand `gestures` and `moves`, which other rooms
share. Refuses: where anything stands (`layout`, `scene`) and how a mark is painted (`render`).
"""
