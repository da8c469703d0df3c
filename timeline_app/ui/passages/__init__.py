"""What the passage panel is made of: an event in words, and the article with its passages marked.

`passage_panel`, at the top, puts it together. Refuses: writing to the story, and imported text laid out as
anything but text.
"""
