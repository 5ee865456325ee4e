"""The page about the measures names what the engine gives."""

from __future__ import annotations

import re
from pathlib import Path

from coder.metrics import DEFAULTS, MEANINGS, MEASURES
from coder.metrics.wording import FLAGS, STATUSES

PAGE = (Path(__file__).parents[2] / "docs" / "measures.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([^`]+)`", PAGE))


def test_every_measure_status_and_flag_is_explained() -> None:
    assert {*MEASURES, *STATUSES, *FLAGS} <= NAMED


def test_the_table_of_parameters_is_current() -> None:
    lines = [
        f"| `{text.partition('=')[0]}` | {text.partition('=')[2]} | {MEANINGS[text.partition('=')[0]]} |"
        for text in DEFAULTS.as_text()
    ]
    assert "\n".join(lines) in PAGE
