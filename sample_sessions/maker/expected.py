"""All expected rows of a session, from the tape's own bookkeeping."""

from __future__ import annotations

from maker.book_comfort import calming, comfort
from maker.book_play import back_to_play, secure_base
from maker.book_rates import positive, seeking
from maker.bookkeeping import Book, Row
from maker.tape import Tape

COUNTED = (seeking, secure_base, comfort, calming, back_to_play, positive)


def expected_rows(session: str, tape: Tape) -> list[Row]:
    """Return the rows of M1 to M5 that the true coding of a tape must give with the default parameters."""
    book = Book(session, tape)
    return [row for count in COUNTED for row in count(book)]
