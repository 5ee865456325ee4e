"""A computer that stops at a chosen step: calls that change the disk are counted; from the chosen one on none works."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

CHANGING = ("open", "write", "fsync", "ftruncate", "truncate", "replace", "rename", "link", "unlink", "mkdir")


class Crash(BaseException):
    """The computer has stopped; nothing catches this, and no clean-up works after it."""


class Computer:
    """Counts the steps that touch the disk and stops before the one numbered ``last``; a write is then half done."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps = 0
        self.last: int | None = None
        for name in CHANGING:
            monkeypatch.setattr(os, name, self._counted(name, getattr(os, name)))

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **kwargs: Any) -> Any:
            if name == "open" and not args[1] & (os.O_WRONLY | os.O_RDWR):
                return real(*args, **kwargs)
            self.steps += 1
            if self.last is None or self.steps < self.last:
                return real(*args, **kwargs)
            if name == "write" and self.steps == self.last:
                real(args[0], bytes(args[1])[: len(args[1]) // 2])
            raise Crash

        return step
