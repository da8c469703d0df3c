"""Fields for what a person says of an event or a story: date, tags, category, pictures, zone.

The event editor, the story's dialog and the particulars of an article are filled from them. Refuses: the
commands and dialogs in which they stand, and fields that only narrow (`filters`).
"""
