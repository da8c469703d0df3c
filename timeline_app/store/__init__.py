"""Events at rest: one SQLite file, the only home of sqlite3 and sqlite-utils; never draws."""
