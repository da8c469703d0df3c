"""How an article is set: width of the column, space between lines and paragraphs; knows no passages."""

from __future__ import annotations

import re

from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)

from timeline_app.scene.marks import Colour
from timeline_app.ui.look import qt_colour

#: The longest line, in characters.
LINE_CHARACTERS = 70
#: English prose, at about the frequency of its letters: gives the average width of one.
_LETTERS = "the envoy said on the second day that the talks had gone well and would go on in the spring"
#: Lines vary about the average width of a letter; this share keeps them under `LINE_CHARACTERS`.
_SPARE = 0.94

#: Of the font's own line, which for Source Serif is 1.37 of its size already.
_LINE_HEIGHT_PERCENT = 112.0
_PARAGRAPH_GAP_PX = 9.0
_BLANK_LINE_PX = 9.0
#: Qt's search for a place to break within such a word takes the square of its length: 40,000 letters 0.6 s.
_ENDLESS_WORD = re.compile(r"\S{4000}")


def wrap_mode(text: str) -> QTextOption.WrapMode:
    """Lines break between words and within those longer than a line; anywhere, where one is endless."""
    if _ENDLESS_WORD.search(text):
        return QTextOption.WrapMode.WrapAnywhere
    return QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


def column_width_px(font: QFont) -> int:
    """The widest column whose lines of prose have at most `LINE_CHARACTERS`."""
    metrics = QFontMetricsF(font)
    return int(LINE_CHARACTERS * _SPARE * metrics.horizontalAdvance(_LETTERS) / len(_LETTERS))


def set_paragraphs(document: QTextDocument) -> None:
    """Space out lines and paragraphs; where blank lines part the paragraphs, they are the space."""
    blanks = []
    block = document.begin()
    while block.isValid():
        if not block.text().strip("\u200b \t"):
            blanks.append(block.position())
        block = block.next()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    usual = QTextBlockFormat()
    usual.setLineHeight(_LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    usual.setBottomMargin(0.0 if len(blanks) > 1 else _PARAGRAPH_GAP_PX)
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.setBlockFormat(usual)
    blank = QTextBlockFormat()
    blank.setLineHeight(_BLANK_LINE_PX, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    for position in blanks:
        cursor.setPosition(position)
        cursor.setBlockFormat(blank)
    cursor.endEditBlock()


def coloured(ground: Colour, ink: Colour) -> QTextCharFormat:
    """The look of marked text."""
    look = QTextCharFormat()
    look.setBackground(qt_colour(ground))
    look.setForeground(qt_colour(ink))
    return look
