"""A study folder on disk: load, save, journal, locks, upgrades of older files.

Everything here raises `StoreError`, and nothing else, for what is wrong with files and disks.
"""

from coder.store.atomic import write_atomically
from coder.store.check import FileProblem, check_study
from coder.store.codec import from_bytes, load, load_scheme, to_bytes
from coder.store.diary import DiaryEntry, read_diary, write_diary
from coder.store.document import DocumentFile, stamp_after
from coder.store.errors import Conflict, Corrupt, DiskProblem, Locked, NewerFormat, ReadOnly, StoreError
from coder.store.journal import Edit
from coder.store.media_places import file_sha256, find_media, known_place
from coder.store.removal import delete_files, empty_session
from coder.store.study import StudyFolder

__all__ = [
    "Conflict",
    "Corrupt",
    "DiaryEntry",
    "DiskProblem",
    "DocumentFile",
    "Edit",
    "FileProblem",
    "Locked",
    "NewerFormat",
    "ReadOnly",
    "StoreError",
    "StudyFolder",
    "check_study",
    "delete_files",
    "empty_session",
    "file_sha256",
    "find_media",
    "from_bytes",
    "known_place",
    "load",
    "load_scheme",
    "read_diary",
    "stamp_after",
    "to_bytes",
    "write_atomically",
    "write_diary",
]
