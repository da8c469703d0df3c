"""What narrows the picture: facets, the range of dates, chips, saved views, a word on what is hidden.

`filter_panel`, at the top, puts the facets together. Refuses: what a filter means (`core`), and how it is
answered off the window's thread (`story`).
"""
