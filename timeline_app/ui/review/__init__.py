"""What the page of a review is made of: the text, proposals as cards, their timeline, keys, header.

`article_review`, at the top, puts it together; the words by which categories are proposed are changed here.
Refuses: the session and the story; it shows a `work.reviewing.Review` and tells on what a person decides.
"""
