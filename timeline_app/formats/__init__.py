"""Events in transit: one file per format, pure functions between streams and records."""
