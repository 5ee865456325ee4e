"""The settings: how the program looks, how keys work, who is at work, what holds for the study. All act at once."""

from coder.ui.shell.settings.dialog import SettingsDialog

__all__ = ["SettingsDialog"]
