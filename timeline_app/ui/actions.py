"""Every command of the window, once: its id, words, keys and place in the menus; does nothing itself.

Menus, the list of keys and the command palette are all made from this table, so none can lack what another
has. A command's id is its action's object name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `menu` is its menu's id (`file`, `view/theme` …), `group` parts a menu by lines.

    `keys` are portable key sequences, the first of them shown. `radio` names the set of which one is on.
    """

    id: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    group: int = 0
    checkable: bool = False
    radio: str = ""
    tip: str = ""


#: Menu ids with their names, in their order; a `/` puts one within another, after the commands of `group`.
MENUS: tuple[tuple[str, str, int], ...] = (
    ("file", "&File", 0),
    ("file/recent", "Open &Recent", 0),
    ("edit", "&Edit", 0),
    ("view", "&View", 0),
    ("view/lanes", "&Lanes", 2),
    ("view/theme", "T&heme", 4),
    ("view/wheel", "Mouse &Wheel", 4),
    ("event", "Eve&nt", 0),
    ("article", "&Article", 0),
    ("story", "&Story", 0),
    ("help", "&Help", 0),
)

COMMANDS: tuple[Command, ...] = (
    Command("new-story", "&New Story…", "file", ("Ctrl+N",)),
    Command(
        "new-story-like",
        "New Story &Like This One…",
        "file",
        tip="Its categories, lanes and styles, no events",
    ),
    Command("open", "&Open…", "file", ("Ctrl+O",)),
    Command("open-sample", "Open the Sa&mple Story", "file", tip="The story that the program ships with"),
    Command("open-articles", "Read &Articles…", "file", ("Ctrl+Shift+O",), tip="Text, web page, PDF, Word"),
    Command("open-article-folder", "Read a &Folder of Articles…", "file"),
    Command("import", "&Import into This Story…", "file", ("Ctrl+I",), tip="Tables, calendars, timelines"),
    Command("save-copy", "&Save a Copy…", "file", ("Ctrl+Shift+S",), group=1),
    Command("save-data", "Save &Data As…", "file", ("Ctrl+Alt+S",), group=1, tip="Events for other programs"),
    Command("restore", "Restore a &Backup…", "file", group=1, tip="The story as it was before"),
    Command(
        "export-image", "&Export Image…", "file", ("Ctrl+E",), group=2, tip="PNG, SVG or PDF, fit to print"
    ),
    Command("print", "&Print…", "file", ("Ctrl+P",), group=2),
    Command("quit", "&Quit", "file", ("Ctrl+Q",), group=3),
    Command("undo", "&Undo", "edit", ("Ctrl+Z",), group=-1),
    Command("redo", "&Redo", "edit", ("Ctrl+Shift+Z", "Ctrl+Y"), group=-1),
    Command(
        "copy",
        "&Copy",
        "edit",
        ("Ctrl+C",),
        tip="Words as words, events as rows and, for another story, whole",
    ),
    Command(
        "paste",
        "Pas&te",
        "edit",
        ("Ctrl+V",),
        tip="Events as they are, rows as a table, the text of an article for its review",
    ),
    Command("copy-image", "Copy the &Picture", "edit", ("Ctrl+Shift+C",)),
    Command("copy-citation", "Copy the C&itation", "edit", ("Ctrl+Alt+C",)),
    Command("search", "&Search", "edit", ("Ctrl+F",), group=1),
    Command("next-hit", "&Next Hit", "edit", ("F3",), group=1),
    Command("previous-hit", "Pre&vious Hit", "edit", ("Shift+F3",), group=1),
    Command("clear-filter", "C&lear the Filter", "edit", ("Shift+Esc",), group=1),
    Command("clear-history", "Clear the &History…", "edit", group=2, tip="Says how much space it frees"),
    Command("fit-all", "&Fit All Events", "view", ("0",)),
    Command("centre-selection", "&Centre the Selection", "view", ("F",), tip="Once more: fit it"),
    Command("today", "&Today", "view", ("T",)),
    Command("go-to-date", "&Go to Date…", "view", ("Ctrl+G",)),
    Command("zoom-in", "Zoom I&n", "view", ("W", "+", "="), group=1),
    Command("zoom-out", "Zoom &Out", "view", ("S", "-"), group=1),
    Command("pan-earlier", "Pan &Earlier", "view", ("A",), group=1),
    Command("pan-later", "P&an Later", "view", ("D",), group=1),
    Command("page-earlier", "One Screen Earlier", "view", ("PgUp",), group=1),
    Command("page-later", "One Screen Later", "view", ("PgDown",), group=1),
    Command("view-back", "Pre&vious View", "view", ("Alt+Left",), group=1),
    Command("view-forward", "Ne&xt View", "view", ("Alt+Right",), group=1),
    Command("lanes-none", "&None", "view/lanes", radio="lanes", checkable=True),
    Command("lanes-category", "&Category", "view/lanes", radio="lanes", checkable=True),
    Command("lanes-topic", "&Topic", "view/lanes", radio="lanes", checkable=True),
    Command("lanes-person", "&Person", "view/lanes", radio="lanes", checkable=True),
    Command("lanes-organisation", "&Organisation", "view/lanes", radio="lanes", checkable=True),
    Command("lanes-place", "P&lace", "view/lanes", radio="lanes", checkable=True),
    Command("lanes-source", "&Source", "view/lanes", radio="lanes", checkable=True),
    Command("toggle-filter", "F&ilter", "view", ("Ctrl+1",), group=3, checkable=True),
    Command("toggle-table", "Event Ta&ble", "view", ("Ctrl+2",), group=3, checkable=True),
    Command("toggle-articles", "Article&s", "view", ("Ctrl+4",), group=3, checkable=True),
    Command("toggle-passage", "&Passage", "view", ("Ctrl+3",), group=3, checkable=True),
    Command("theme-system", "Like the &System", "view/theme", radio="theme", checkable=True),
    Command("theme-light", "&Light", "view/theme", radio="theme", checkable=True),
    Command("theme-dark", "&Dark", "view/theme", radio="theme", checkable=True),
    Command("wheel-zooms", "&Zooms", "view/wheel", radio="wheel", checkable=True),
    Command("wheel-scrolls", "&Scrolls the Lanes", "view/wheel", radio="wheel", checkable=True),
    Command("text-larger", "La&rger Text", "view", ("Ctrl+Shift++", "Ctrl+Shift+="), group=4),
    Command("text-smaller", "S&maller Text", "view", ("Ctrl+Shift+-", "Ctrl+Shift+_"), group=4),
    Command("full-screen", "F&ull Screen", "view", ("F11",), group=5, checkable=True),
    Command("new-event", "Ne&w Event…", "event", ("N",), group=-1),
    Command(
        "edit-event", "&Edit…", "event", ("E", "F2"), group=-1, tip="One event, or all that are selected"
    ),
    Command("duplicate-event", "D&uplicate", "event", ("Ctrl+Shift+D",), group=-1),
    Command(
        "delete-event", "&Delete", "event", ("Del",), group=-1, tip="Without a question: undo brings it back"
    ),
    Command(
        "toggle-to-check",
        "To Chec&k",
        "event",
        ("!",),
        group=-1,
        tip="Mark it as to be checked, or take that away",
    ),
    Command("cycle-importance", "More &Important", "event", ("*",), group=-1, tip="After ★★★ usual again"),
    Command("next-event", "&Next Event", "event", ("Right",)),
    Command("previous-event", "&Previous Event", "event", ("Left",)),
    Command("first-event", "&First Event", "event", ("Home",)),
    Command("last-event", "&Last Event", "event", ("End",)),
    Command("read-passage", "&Read Its Passage", "event", ("Return", "Enter"), group=1),
    Command("dismiss", "&Close, Leave or Clear", "event", ("Esc",), group=1, tip="What is open, or selected"),
    Command("add-article", "&Add an Article…", "article", ("Ctrl+Shift+N",), group=-1),
    Command(
        "event-from-words",
        "New &Event from the Selected Words…",
        "article",
        ("Ctrl+Shift+E",),
        group=-1,
        tip="The words become its passage",
    ),
    Command("words-as-passage", "Add the Selected Words as a Pa&ssage", "article", group=-1),
    Command("edit-article", "Edit the Article's &Text…", "article", group=-1, tip="Its passages move along"),
    Command(
        "review-article",
        "Re&view Its Proposals",
        "article",
        group=-1,
        tip="Go on with the review of the article that is read",
    ),
    Command("find-in-article", "&Find in the Article", "article", ("Ctrl+Shift+F",)),
    Command("next-passage", "&Next Passage of the Event", "article", ("Ctrl+Right",)),
    Command("previous-passage", "&Previous Passage of the Event", "article", ("Ctrl+Left",)),
    Command("open-source", "&Open Its Source…", "article", group=1),
    Command(
        "category-words",
        "&Words for Categories…",
        "article",
        group=2,
        tip="By which words a category is proposed for an event",
    ),
    Command("story-categories", "&Categories…", "story", tip="Rename, merge, recolour, reorder, delete"),
    Command("story-tags", "&Tags…", "story", tip="Rename, merge, delete"),
    Command("story-lanes", "&Lanes…", "story", tip="The order in which they stand"),
    Command("story-periods", "&Periods…", "story", tip="Eras, terms of office, wars: bands behind the lanes"),
    Command("story-notes", "&Headline, Zone and Notes…", "story"),
    Command(
        "story-views",
        "Saved &Views…",
        "story",
        ("Ctrl+B",),
        group=1,
        tip="Names for the filter, span and lanes that are seen",
    ),
    Command("previous-saved-view", "P&revious Saved View", "story", ("Ctrl+PgUp",), group=1),
    Command("present", "Pre&sent", "story", ("F5",), group=2, tip="Full screen, saved views as chapters"),
    Command("present-flight", "&Fly from Event to Event", "story", group=2, checkable=True),
    Command("next-saved-view", "&Next Saved View", "story", ("Ctrl+PgDown",), group=1),
    Command("keys", "&Keys and Mouse", "help", ("?", "F1")),
    Command("palette", "&Command Palette", "help", ("Ctrl+Shift+P",)),
    Command("show-log", "Show the &Log", "help", group=1),
    Command("about", "&About Timeline", "help", group=1),
)


def tr(text: str) -> str:
    """The words of a command in the person's language."""
    return QCoreApplication.translate("Command", text)


def make_actions(owner: QWidget, run: Mapping[str, Callable[[], None]]) -> dict[str, QAction]:
    """An action for every command, added to `owner`; `run` holds what each of them does.

    Raises KeyError where `run` lacks a command: no menu entry is dead.
    """
    actions: dict[str, QAction] = {}
    radios: dict[str, QActionGroup] = {}
    for command in COMMANDS:
        action = QAction(tr(command.text), owner)
        action.setObjectName(command.id)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setCheckable(command.checkable)
        if command.tip:
            action.setStatusTip(tr(command.tip))
        if command.radio:
            radios.setdefault(command.radio, QActionGroup(owner)).addAction(action)
        does = run[command.id]
        action.triggered.connect(lambda _checked=False, does=does: does())
        owner.addAction(action)
        actions[command.id] = action
    return actions


def fill_menu_bar(bar: QMenuBar, actions: Mapping[str, QAction]) -> dict[str, QMenu]:
    """The menus by id, filled from the table."""
    menus: dict[str, QMenu] = {}
    inner = [(path, name, group) for path, name, group in MENUS if "/" in path]
    for path, name, _ in MENUS:
        parent = menus.get(path.rpartition("/")[0])
        menus[path] = QMenu(tr(name), parent or bar)
        menus[path].setObjectName(f"menu-{path}")
    for path, _, _ in MENUS:
        commands = [command for command in COMMANDS if command.menu == path]
        within = {
            group: inner_path for inner_path, _, group in inner if inner_path.rpartition("/")[0] == path
        }
        groups = sorted({command.group for command in commands} | set(within))
        for group in groups:
            if group != groups[0]:
                menus[path].addSeparator()
            for command in commands:
                if command.group == group:
                    menus[path].addAction(actions[command.id])
            for inner_path, _, inner_group in inner:
                if inner_path.rpartition("/")[0] == path and inner_group == group:
                    menus[path].addMenu(menus[inner_path])
        if "/" not in path:
            bar.addMenu(menus[path])
    return menus


def keys_in_words(command: Command) -> str:
    """The command's keys as the system writes them, parted by commas."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(keys).toString(native) for keys in command.keys)


def plain(text: str) -> str:
    """The words of a command without the mark of its menu letter."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
