"""What the event table is made of: rows as words, headings, cells to write into, its keys and gestures.

`event_table`, at the top, puts it together. Refuses: dialogs, and writing to the story but through `edits`.
"""
