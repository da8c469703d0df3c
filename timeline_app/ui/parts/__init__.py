"""Small widgets and drawings any room may use: cut and wrapped words, popups, lists to pick from, icons.

Refuses: a story, a session, an event. A part knows the theme's look and style and other parts, and no room.
"""
