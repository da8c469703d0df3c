"""The window's own dialogs and panels: keys, palette, go to date, a "+37" in full, about, a fault.

Each is opened, answered and gone. Refuses: dialogs that belong to another room, and changing a story.
"""
