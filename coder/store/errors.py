"""Errors of the store: each says what is wrong, where, and what to do."""

from __future__ import annotations

import errno
from os import PathLike, fspath
from typing import Final

FilePath = str | PathLike[str]


class StoreError(Exception):
    """A file or folder of a study cannot be used as asked; the text is written for a person.

    Attributes
    ----------
    what : str
        One sentence: what is wrong.
    path : str
        The file or folder, or "".
    place : str
        Where in the file: a line, a key, an event id; or "".
    do : str
        What the person can do; or "".
    """

    def __init__(self, what: str, path: FilePath = "", place: str = "", do: str = "") -> None:
        self.what = what
        self.path = fspath(path)
        self.place = place
        self.do = do
        where = ", ".join(part for part in (self.path, place) if part)
        super().__init__(" ".join(part for part in (f"{where}:" if where else "", what, do) if part))


class DiskProblem(StoreError):  # noqa: N818
    """The disk is full, read-only or gone; trying again later may help."""


class NewerFormat(StoreError):  # noqa: N818
    """The file was written by a newer version of the program."""


class Corrupt(StoreError):  # noqa: N818
    """The file's content is damaged or is not what it should be."""


class Locked(StoreError):  # noqa: N818
    """Somebody else has the document open.

    Attributes
    ----------
    holder : str
        Who holds it, in words: computer and time.
    """

    def __init__(self, what: str, path: FilePath = "", do: str = "", holder: str = "") -> None:
        super().__init__(what, path, do=do)
        self.holder = holder


class Conflict(StoreError):  # noqa: N818
    """The document on disk is no longer the one our edits belong to."""


class ReadOnly(StoreError):  # noqa: N818
    """The document was opened for reading only."""


_DISK_WORDS: Final[dict[int, str]] = {
    errno.ENOSPC: "The disk is full.",
    errno.EDQUOT: "Your share of the disk is full.",
    errno.EROFS: "The folder is read-only.",
    errno.EACCES: "You have no permission for this file or folder.",
    errno.EPERM: "You have no permission for this file or folder.",
    errno.ENOENT: "The file or folder is not there.",
    errno.ENOTDIR: "A file stands where a folder should be.",
    errno.EISDIR: "A folder stands where a file should be.",
    errno.EEXIST: "A file or folder of that name is in the way.",
    errno.ELOOP: "The link leads in a circle.",
    errno.ENAMETOOLONG: "The name is too long.",
    errno.ESTALE: "The shared folder has gone.",
    errno.EIO: "The disk reports an error.",
}


def disk_problem(error: OSError | ValueError, path: FilePath, do: str = "") -> DiskProblem:
    """Return the `DiskProblem` that says in words what the system reported for ``path``."""
    code = error.errno if isinstance(error, OSError) else None
    reason = _DISK_WORDS.get(code or 0) or f"The system says: {getattr(error, 'strerror', None) or error}."
    return DiskProblem(reason, path, do=do)
