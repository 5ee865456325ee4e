"""The style sheet of a theme: everything Fusion and the palette cannot say."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from coder.ui.theme.tokens import tokens

if TYPE_CHECKING:
    from coder.ui.theme.theme import Theme

_TEXT_TONES = ("text", "text2", "text3", "accent", "ok", "warn", "danger", "info", "accentText")

_SHEET = Template("""
QWidget { font-size: ${px_13}px; }
QWidget[ground="true"] { background: $bg0; }
QToolTip { background: $bg3; color: $text; border: 1px solid $line2; padding: 4px 6px; }

QFrame[card="true"] { background: $bg1; border: 1px solid $line; border-radius: 8px; }
QFrame[card="accent"] { background: $bg1; border: 1px solid $accent; border-radius: 8px; }
QFrame[rule="true"] { background: $line; border: none; }
QFrame[bar="info"] { background: $accentSoft; border: 1px solid $accent; border-radius: 8px; }
QFrame[bar="warn"] { background: $warnSoft; border: 1px solid $warn; border-radius: 8px; }
QFrame[bar="danger"] { background: $dangerSoft; border: 1px solid $danger; border-radius: 8px; }
QFrame[note="true"] { background: $bg2; border: none; border-radius: 6px; }
QFrame[toast="true"] { background: $bg3; border: 1px solid $line2; border-radius: 8px; }

QPushButton, QToolButton { color: $text; background: $bg2; border: 1px solid $line2; border-radius: 6px;
  padding: 0 ${px_11}px; min-height: ${px_26}px; font-weight: 500; }
QToolButton { padding: 0 ${px_6}px; min-width: ${px_16}px; }
QPushButton:hover, QToolButton:hover { background: $bg3; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:checked, QToolButton:checked { background: $accentSoft; border-color: $accent; }
QPushButton:focus, QToolButton:focus { border: 2px solid $focus; padding: 0 ${px_10}px; }
QToolButton:focus { padding: 0 ${px_5}px; }
QPushButton:disabled, QToolButton:disabled { color: $text3; border-color: $line; background: $bg1; }
QPushButton[role="primary"] { background: $accentFill; color: $accentText; border-color: $accentFill; }
QPushButton[role="primary"]:hover { border-color: $text; }
QPushButton[role="primary"]:focus { border: 2px solid $focus; }
QPushButton[role="primary"]:disabled { background: $bg3; color: $text3; border-color: $bg3; }
QPushButton[role="quiet"], QToolButton[role="quiet"] { background: transparent; border-color: transparent; }
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover { background: $bg3; }
QPushButton[role="quiet"]:checked, QToolButton[role="quiet"]:checked { background: $accentSoft; }
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus { border: 2px solid $focus; }
QPushButton[role="link"] { background: transparent; border-color: transparent; color: $accent; padding: 0 4px; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 2px solid $focus; padding: 0 3px; }
QPushButton[small="true"], QToolButton[small="true"] { min-height: ${px_22}px; padding: 0 ${px_8}px;
  font-size: ${px_12}px; }
QPushButton[small="true"]:focus, QToolButton[small="true"]:focus { padding: 0 ${px_7}px; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }

QPushButton[segment] { border-radius: 0; border-left: none; background: $bg2; color: $text2; padding: 0 ${px_9}px;
  min-height: ${px_22}px; font-size: ${px_12}px; }
QPushButton[segment="first"] { border-left: 1px solid $line2; border-top-left-radius: 6px;
  border-bottom-left-radius: 6px; }
QPushButton[segment="last"] { border-top-right-radius: 6px; border-bottom-right-radius: 6px; }
QPushButton[segment="only"] { border-left: 1px solid $line2; border-radius: 6px; }
QPushButton[segment]:checked { background: $accentFill; color: $accentText; font-weight: 600; }
QPushButton[segment]:focus { border: 2px solid $focus; }

QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QPlainTextEdit, QTextEdit { background: $bg2; color: $text;
  border: 1px solid $line2; border-radius: 6px; padding: 0 ${px_8}px; min-height: ${px_26}px;
  selection-background-color: $accentFill; selection-color: $accentText; }
QPlainTextEdit, QTextEdit { padding: ${px_4}px; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
  border: 2px solid $focus; padding: 0 ${px_7}px; }
QLineEdit > QToolButton { background: transparent; border: none; padding: 0; min-width: 0; min-height: 0; }
QListWidget { background: $bg2; border: 1px solid $line2; border-radius: 6px; padding: 4px; }
QLineEdit[bad="true"] { border-color: $danger; }
QLineEdit:disabled, QComboBox:disabled { color: $text3; border-color: $line; }
QComboBox::drop-down { border: none; width: ${px_24}px; }
QComboBox QAbstractItemView { background: $bg1; border: 1px solid $line2; outline: none;
  selection-background-color: $accentSoft; selection-color: $text; }
QCheckBox, QRadioButton { spacing: 8px; min-height: ${px_24}px; color: $text; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $focus; border-radius: 4px; }

QTableView, QTreeView, QListView { background: $bg1; color: $text; border: 2px solid transparent; outline: none;
  gridline-color: $line; font-size: ${px_12}px; selection-background-color: $accentSoft; selection-color: $text;
  alternate-background-color: $bg2; }
QListWidget[sections="true"] { background: transparent; border: none; padding: 0; font-size: ${px_13}px; }
QListWidget[sections="true"]::item { min-height: ${px_30}px; padding: 0 ${px_10}px; border-radius: 6px; }
QListWidget[sections="true"]::item:selected { background: $accentSoft; color: $text; }
QTreeWidget::item { min-height: ${px_24}px; }
QTableView:focus, QTreeView:focus, QListView:focus { border: 2px solid $focus; border-radius: 4px; }
QHeaderView { background: $bg1; border: none; }
QHeaderView::section { background: $bg2; color: $text2; border: none; border-bottom: 1px solid $line;
  padding: 0 ${px_8}px; min-height: ${px_28}px; font-size: ${px_11}px; font-weight: 600; }
QTableCornerButton::section { background: $bg2; border: none; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[plain="true"], QScrollArea > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $line2; border-radius: 4px; margin: 1px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: $text3; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none;
  border: none; width: 0; height: 0; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $line2; }

QMenu { background: $bg1; color: $text; border: 1px solid $line2; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; min-height: ${px_18}px; }
QMenu::item:selected { background: $accentFill; color: $accentText; }
QMenu::item:disabled { color: $text3; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::indicator { width: 14px; height: 14px; left: 6px; }
QMenuBar { background: transparent; color: $text; spacing: 0; }
QMenuBar::item { padding: 5px ${px_10}px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: $bg3; }

QProgressBar { background: $bg3; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QProgressBar[full="true"]::chunk { background: $ok; }
QDialog { background: $bg1; }
QDialog[overlay="true"] { background: transparent; }
QDialog[overlay="true"] > QFrame[card="true"] { border: 1px solid $line2; border-radius: 12px; }
QLineEdit[bare="true"] { background: transparent; border: none; padding: 0; font-size: ${px_16}px; }
QTabBar::tab { color: $text2; padding: 6px 12px; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
""")


def stylesheet(theme: Theme) -> str:
    """Return the style sheet of ``theme`` at its text size."""
    names = {key: theme.css(key) for key in tokens().theme["dark"]}
    sizes = {f"px_{size}": str(theme.px(size)) for size in range(4, 33)}
    sheet = _SHEET.substitute(names, **sizes)
    return "\n".join([sheet, *_type_rules(theme), *(_tone_rule(theme, tone) for tone in _TEXT_TONES)])


def _type_rules(theme: Theme) -> list[str]:
    return [
        f'QLabel[role="{role}"] {{ font-size: {theme.px(size)}px; font-weight: {weight}; }}'
        for role, (size, weight) in tokens().type["scale"].items()
    ]


def _tone_rule(theme: Theme, tone: str) -> str:
    return f'QLabel[tone="{tone}"] {{ color: {theme.css(tone)}; }}'
