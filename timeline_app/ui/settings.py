"""What is kept with the person, not in a story: window, look, recent files, last views and filters.

INI files in the person's own folders. A value that cannot be read counts as not set; a folder
that cannot be written to loses nothing but these conveniences. Keeps nothing of a story's content.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from timeline_app.core.errors import TimelineError
from timeline_app.core.filters import EventFilter
from timeline_app.core.snapshot import FacetKind
from timeline_app.layout.viewport import Viewport

#: How many stories the menu remembers, and how many stories' views are kept.
RECENT = 10
VIEWS_KEPT = 200


#: Keys of what is remembered rather than chosen; they stand in a file of their own.
_REMEMBERED = ("window/", "stories/", "views/", "columns/", "told/")


class Settings:
    """The person's choices, in `config/settings.ini`; what is remembered, in `state/window.ini`."""

    def __init__(self, config: Path, state: Path) -> None:
        self._chosen = QSettings(str(config / "settings.ini"), QSettings.Format.IniFormat)
        self._remembered = QSettings(str(state / "window.ini"), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        """A text."""
        value = self._of(key).value(key, default)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: int) -> int:
        """A whole number."""
        try:
            return int(self.text(key, str(default)))
        except ValueError:
            return default

    def flag(self, key: str, default: bool) -> bool:
        """A yes or no."""
        return self.text(key, "yes" if default else "no") == "yes"

    def put(self, key: str, value: str | int | bool) -> None:
        """Keep a text, a number or a yes or no."""
        self._of(key).setValue(key, ("yes" if value else "no") if isinstance(value, bool) else str(value))

    def state(self, key: str) -> QByteArray:
        """Qt's own description of a window or a dock layout; empty where there is none."""
        value = self._of(key).value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def put_state(self, key: str, value: QByteArray) -> None:
        """Keep Qt's own description of a window or a dock layout."""
        self._of(key).setValue(key, value)

    def keys(self, group: str) -> list[str]:
        """The keys of a group of what is remembered, without the group."""
        self._remembered.beginGroup(group)
        keys = self._remembered.childKeys()
        self._remembered.endGroup()
        return keys

    def forget(self, group: str) -> None:
        """Let go of a group of what is remembered."""
        self._remembered.remove(group)

    def sync(self) -> None:
        """Write now what has changed."""
        self._chosen.sync()
        self._remembered.sync()

    def _of(self, key: str) -> QSettings:
        return self._remembered if key.startswith(_REMEMBERED) else self._chosen

    # -- stories ------------------------------------------------------------------------------------------

    def recent(self) -> list[Path]:
        """The stories opened last, newest first."""
        try:
            paths = json.loads(self.text("stories/recent", "[]"))
        except ValueError:
            return []
        return [Path(path) for path in paths if isinstance(path, str)] if isinstance(paths, list) else []

    def put_recent(self, path: Path) -> None:
        """Put a story at the head of the recent ones."""
        others = [other for other in self.recent() if other != path]
        self.put("stories/recent", json.dumps([str(one) for one in [path, *others][:RECENT]]))

    def forget_recent(self) -> None:
        """Empty the list of recent stories."""
        self.put("stories/recent", "[]")

    def last_view(self, path: Path) -> tuple[Viewport | None, EventFilter]:
        """The span and the filter a story was left with; None at its first opening."""
        try:
            kept = json.loads(self.text(_view_key(path), "{}"))
            return _viewport_from(kept.get("view")), _filter_from(kept.get("filter"))
        except (ValueError, TypeError, KeyError, AttributeError, TimelineError):
            return None, EventFilter()

    def put_last_view(self, path: Path, viewport: Viewport | None, event_filter: EventFilter) -> None:
        """Keep the span and the filter of a story."""
        kept = {"view": _viewport_to(viewport), "filter": _filter_to(event_filter)}
        keys = self.keys("views")
        key = _view_key(path)
        if len(keys) >= VIEWS_KEPT and key.partition("/")[2] not in keys:
            self._remembered.remove("views")
        self.put(key, json.dumps(kept))


def _view_key(path: Path) -> str:
    return "views/" + hashlib.sha256(str(path).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _viewport_to(viewport: Viewport | None) -> list[float] | None:
    if viewport is None:
        return None
    return [viewport.start_s, viewport.start_fraction, viewport.seconds_per_px, viewport.width_px]


def _viewport_from(kept: object) -> Viewport | None:
    if not isinstance(kept, list) or len(kept) != 4:
        return None
    start_s, fraction, seconds_per_px, width_px = kept
    if not (isinstance(start_s, int) and seconds_per_px > 0 and width_px > 0 and 0 <= fraction < 1):
        return None
    return Viewport(start_s, float(fraction), float(seconds_per_px), float(width_px))


def _filter_to(event_filter: EventFilter) -> dict[str, object]:
    def facets(chosen: Mapping[FacetKind, frozenset[str]]) -> dict[str, list[str]]:
        return {kind.value: sorted(keys) for kind, keys in chosen.items() if keys}

    return {
        "query": event_filter.query,
        "include": facets(event_filter.include),
        "exclude": facets(event_filter.exclude),
        "from": event_filter.from_date,
        "to": event_filter.to_date,
    }


def _filter_from(kept: object) -> EventFilter:
    if not isinstance(kept, dict):
        return EventFilter()

    def facets(chosen: Mapping[str, list[str]]) -> dict[FacetKind, frozenset[str]]:
        return {FacetKind(kind): frozenset(map(str, keys)) for kind, keys in chosen.items()}

    return EventFilter(
        query=str(kept["query"]),
        include=facets(kept["include"]),
        exclude=facets(kept["exclude"]),
        from_date=str(kept["from"]),
        to_date=str(kept["to"]),
    )
