"""What leaves the story: the picture as file, on paper or the clipboard; data; and backups put back.

`export_dialog`, at the top, puts the picture's fields and preview together. Refuses: composing and writing
(`work.picture`, `work.taking`), and events on the clipboard (`clipboard`, at the top).
"""
