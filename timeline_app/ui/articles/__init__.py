"""The articles of the story: ways in, the thread that reads them, their list, particulars and text.

What is made of an article that is read stands here, too (`passage_edits`). Refuses: the page on which one is
reviewed (`article_review`, at the top, and `review`), and finding dates in it (`reading`).
"""
