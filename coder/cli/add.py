"""``securebase add STUDY MEDIA…``: add a session."""

from __future__ import annotations

from argparse import Namespace, _SubParsersAction
from pathlib import Path
from typing import Any

from coder.app.studies import OpenStudy
from coder.cli.common import add_study, positive


def register(commands: _SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("add", help="add a session with its recordings")
    add_study(parser)
    parser.add_argument("media", metavar="MEDIA", type=Path, nargs="+", help="video files; the first defines time")
    parser.add_argument("--session", metavar="ID", required=True, help="id of the new session")
    parser.add_argument("--child", metavar="ID", required=True, help="child ID; no name, no date")
    parser.add_argument("--age-days", metavar="N", type=positive, help="age in days")
    parser.add_argument("--scheme", metavar="REF", help="scheme such as strange-situation@1 (the study's first)")
    parser.set_defaults(run=run)


def run(args: Namespace) -> None:
    """Add the session and say what it holds."""
    study = OpenStudy.open(args.study)
    session = study.add_session(args.media, args.session, args.child, args.age_days, args.scheme)
    cameras = "1 camera" if len(session.media) == 1 else f"{len(session.media)} cameras"
    print(f"Added session {session.id}: child {session.participant.child}, {cameras}.")
