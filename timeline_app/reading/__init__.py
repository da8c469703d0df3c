"""From an article to proposed events: text in, dated sentences out; touches no store."""
