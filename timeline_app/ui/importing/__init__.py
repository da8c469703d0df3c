"""Files that come in: opened as a story or brought into the one at hand, with questions and a report.

Refuses: articles (`articles`), reading a format (`formats`), and the import itself (`work.importing`).
"""
