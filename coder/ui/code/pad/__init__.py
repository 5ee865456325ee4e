"""The code pad: what can be recorded in this pass, with which key, and how often it was."""

from coder.ui.code.pad.pad import CodePad

__all__ = ["CodePad"]
