"""What changes a story by hand: commands, many events at once, the story's dialog, pasting, undo.

`edit_commands` opens the editors; `story_dialog` has a part for each kind of thing a story holds. Refuses:
the editor of one event (`event_editor`, at the top), its fields (`fields`), and the writing itself
(`work.editing`, through `edits`).
"""
