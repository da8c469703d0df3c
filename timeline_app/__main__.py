"""Chooses between the window and the command line; nothing else does, and it does nothing else."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with the arguments of its command line; the exit status.

    No argument, or a single one that is neither a command nor an option, opens the window; where no window
    can be opened, the story's picture is written instead.
    """
    if getattr(sys, "frozen", False):  # packed into one file, it is started again to read a file apart
        from multiprocessing import freeze_support

        freeze_support()
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    if arguments:
        from timeline_app import cli

        if not cli.asks_for_window(arguments):
            return cli.main(arguments)
    story = arguments[0] if arguments else None

    from timeline_app.display import why_no_window

    reason = why_no_window()
    if reason:
        from timeline_app import cli

        return cli.picture_instead_of_window(None if story is None else Path(story), reason)

    start_quickly()
    from timeline_app.app import run

    return run(story)


def start_quickly() -> None:
    """Collect no garbage while the window is on its way, which costs its start a tenth; `app.run` resumes."""
    gc.disable()


if __name__ == "__main__":
    sys.exit(main())
