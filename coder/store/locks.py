"""Lock files: who has a document open, so that two programs never write it at once.

A lock guards against accidents on shared folders where the system's own locks cannot be trusted. The owner looks at it
again before every write, so somebody who takes over is noticed at the next edit.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from coder.store.errors import DiskProblem, Locked, disk_problem

_held_here: set[str] = set()
"""Tokens of this process: a lock with our process id and none of these is left over from an earlier process."""


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in a lock file; ``time`` is ISO 8601, UTC."""

    host: str
    pid: int
    time: str
    token: str
    by: str = ""

    @property
    def words(self) -> str:
        """Who holds it, such as ``maria on lab-pc-2 since 2026-11-20 10:12 UTC``."""
        since = f"{self.time[:16].replace('T', ' ')} UTC"
        return f"{self.by or 'Somebody'} on {self.host} since {since}"

    @property
    def is_stale(self) -> bool:
        """Whether it was left by a process of this computer that is no more."""
        if self.host != socket.gethostname():
            return False
        if self.pid == os.getpid():
            return self.token not in _held_here
        return not _is_running(self.pid)


class Lock:
    """One document's lock, held or not.

    Parameters
    ----------
    stale_after_s : float or None
        The age in seconds from which anybody's lock counts as left over; None for never.
    """

    def __init__(self, path: Path, by: str = "", stale_after_s: float | None = None) -> None:
        self._path = path
        self._by = by
        self._stale_after_s = stale_after_s
        self._token = ""

    @property
    def held(self) -> bool:
        """Whether we took it and have not released it; somebody may have taken over since (see `verify`)."""
        return bool(self._token)

    def acquire(self, take_over: bool = False) -> None:
        """Take the lock; a stale one is taken over silently, a live one with ``take_over``.

        Raises
        ------
        Locked
            When somebody else holds it.
        DiskProblem
            When the lock file cannot be written.
        """
        token = secrets.token_hex(8)
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        mine = Holder(host=socket.gethostname(), pid=os.getpid(), time=now, token=token, by=self._by)
        # Registered first: another desk of this process must not take our new lock for a left-over.
        _held_here.add(token)
        try:
            self._place(mine, take_over)
        except BaseException:
            _held_here.discard(token)
            raise
        self._token = token

    def verify(self) -> None:
        """Raise `Locked` when somebody else has taken over, `DiskProblem` when the folder has gone.

        A lock file that was merely deleted is put back.
        """
        holder = _read(self._path)
        if holder is None:
            _held_here.discard(self._token)
            self.acquire()
        elif holder.token != self._token:
            raise Locked(
                f"{holder.words} has taken over this document.",
                self._path,
                do="Your latest edits are kept in memory: save them to another folder.",
                holder=holder.words,
            )

    def release(self) -> None:
        """Give the lock back; nothing happens when it is not ours any more or its folder has gone."""
        if not self._token:
            return
        with contextlib.suppress(DiskProblem, OSError):
            holder = _read(self._path)
            if holder is not None and holder.token == self._token:
                self._path.unlink()
        _held_here.discard(self._token)
        self._token = ""

    def _place(self, mine: Holder, take_over: bool) -> None:
        draft = self._path.with_name(f".{self._path.name}.{mine.token}.tmp")
        try:
            draft.write_bytes(msgspec.json.encode(mine) + b"\n")
            try:
                if not _create(draft, self._path):
                    self._replace(draft, take_over)
            finally:
                draft.unlink(missing_ok=True)
        except OSError as error:
            raise disk_problem(error, self._path) from error

    def _replace(self, draft: Path, take_over: bool) -> None:
        holder = _read(self._path)
        if holder is not None and not holder.is_stale and not take_over and not self._is_old(draft):
            raise Locked(
                f"{holder.words} has this open.", self._path, "Open it read-only or take over.", holder=holder.words
            )
        draft.replace(self._path)

    def _is_old(self, draft: Path) -> bool:
        """Whether the lock is too old; both times are the file system's, so no computer's clock matters."""
        if self._stale_after_s is None:
            return False
        with contextlib.suppress(FileNotFoundError):
            return draft.stat().st_mtime - self._path.stat().st_mtime > self._stale_after_s
        return True


def _create(draft: Path, path: Path) -> bool:
    """Make ``path`` with the content of ``draft``, in one step and only if it is not there."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    except OSError:  # file systems without hard links
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        except FileExistsError:
            return False
        os.close(handle)
        draft.replace(path)
    return True


def _read(path: Path) -> Holder | None:
    """Return who holds the lock; None when there is no lock or it says nothing."""
    try:
        with path.open("rb") as file:
            return msgspec.json.decode(file.read(4096), type=Holder)
    except FileNotFoundError:
        if path.parent.is_dir():
            return None
        raise DiskProblem("The folder is not there.", path.parent) from None
    except OSError as error:
        raise disk_problem(error, path) from error
    except (msgspec.MsgspecError, ValueError):
        return None


def _is_running(pid: int) -> bool:
    if pid <= 0:
        return False
    if sys.platform == "win32":
        import ctypes

        # os.kill would end the process there; 0x1000 asks for nothing but its being there.
        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)
        ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
