"""Small widgets that every page uses."""

from coder.ui.widgets.buttons import Button, Glyph, IconButton, SegmentedButtons
from coder.ui.widgets.card import Card, EmptyState, HeaderBar, Note, Rule
from coder.ui.widgets.chip import Chip
from coder.ui.widgets.choice import Choice
from coder.ui.widgets.flow import FlowRow
from coder.ui.widgets.keycap import KeyCap, KeyCaps
from coder.ui.widgets.scroll import ScrollColumn
from coder.ui.widgets.search import SearchField
from coder.ui.widgets.text import label, set_tone

__all__ = [
    "Button",
    "Card",
    "Chip",
    "Choice",
    "EmptyState",
    "FlowRow",
    "Glyph",
    "HeaderBar",
    "IconButton",
    "KeyCap",
    "KeyCaps",
    "Note",
    "Rule",
    "ScrollColumn",
    "SearchField",
    "SegmentedButtons",
    "label",
    "set_tone",
]
