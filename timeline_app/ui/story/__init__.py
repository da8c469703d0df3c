"""What stands behind the session: the threads of a story's file, what they are asked, and the answers.

`threads` own the connections and `jobs` are what they are asked; `narrowing`, `passing` and `filter_answers`
say what passes a filter, `event_texts` and `label_placing` bring words and labels, `merging` puts edits into
columns. Refuses: widgets, and the session, which is made of these and which they know by its type alone.
"""
