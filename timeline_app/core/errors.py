"""The one error type that a person can act on; refuses to wrap faults of our own, which are bugs."""

from __future__ import annotations


class TimelineError(Exception):
    """A problem of the world (a file, a date, a query), told in one clear sentence.

    The message is shown to the person as it stands, so it names what is wrong and, where there is one, the
    way out. Anything else that is raised is a bug and reaches the report dialog.
    """
