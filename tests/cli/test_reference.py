"""The command-line reference is current."""

from pathlib import Path

from coder.cli.reference import reference


def test_the_reference_in_the_docs_is_made_from_the_parser_as_it_is():
    written = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")
    assert written == reference(), "run: python -m coder.cli.reference > docs/command-line.md"
