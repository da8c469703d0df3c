"""The widgets of the window, and nothing that could live below them.

At the top stand the parts a person can name (the timeline, the strip, the table, the filter, the passage, the
editor, the review, the export), what they all use (session, edits, settings, look, style, messages,
background), and `main_window`, which puts them together; `actions` names every command, `window_commands` and
the `*_commands` of the rooms do them. What they are made of has rooms of its own:

- `story`: what stands behind the session: threads of the file, answers to filters, texts, labels.
- `parts`: small widgets any room may use.
- `picture`: pointing, wheel, date handles, hints and kept pixels of the timeline and the strip.
- `table`: rows, cells, headings of the event table.
- `filters`: facets, date range, chips, saved views, hidden events.
- `passages`: the event in words and the article with its passages marked.
- `fields`: fields for dates, tags, categories, pictures, the zone.
- `editing`: commands that change a story, its dialog, pasting, undo.
- `articles`: articles on their way in, their list and their text.
- `review`: the page on which an article's proposals are decided.
- `importing`: files opened or brought in, the questions and the report.
- `exporting`: pictures, paper and data that leave, and backups.
- `dialogs`: keys, palette, go to date, about, the report of a fault.
"""
