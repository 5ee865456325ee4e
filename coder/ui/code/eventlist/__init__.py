"""The events as a table: the same coding for the keyboard, for screen readers, and for typing exact times."""

from coder.ui.code.eventlist.view import EventList

__all__ = ["EventList"]
