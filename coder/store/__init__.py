"""A study folder on disk: load, save, journal, locks, upgrades of older files.

Everything here raises `StoreError`, and nothing else, for what is wrong with files and disks.
"""

from coder.store.errors import Conflict, Corrupt, DiskProblem, Locked, NewerFormat, ReadOnly, StoreError
from coder.store.study import StudyFolder

__all__ = [
    "Conflict",
    "Corrupt",
    "DiskProblem",
    "Locked",
    "NewerFormat",
    "ReadOnly",
    "StoreError",
    "StudyFolder",
]
