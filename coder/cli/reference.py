"""The command-line reference, made from the parser: ``python -m coder.cli.reference > docs/command-line.md``."""

from __future__ import annotations

import sys
from argparse import Action, ArgumentParser, _StoreTrueAction, _SubParsersAction
from collections.abc import Iterator

from coder.cli.main import build_parser

_HEAD = """# Command line

`securebase` (the same as `python -m coder`) opens the window; `securebase STUDY` opens it with a study.

Exit code 0: done. 1: the input is bad, and one line on standard error says what, where and what to do. 2: wrong usage.
Nothing is overwritten without `--force`, and a command that fails leaves nothing half-written. With `--json`, output
is for machines.
"""


def reference() -> str:
    """Return the reference of all commands as Markdown."""
    return _HEAD + "".join(_section(name, text, parser) for name, text, parser in _commands(build_parser()))


def _commands(parser: ArgumentParser, prefix: str = "securebase") -> Iterator[tuple[str, str, ArgumentParser]]:
    for action in parser._actions:
        if not isinstance(action, _SubParsersAction):
            continue
        helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
        for name, sub in action.choices.items():
            if any(isinstance(a, _SubParsersAction) for a in sub._actions):
                yield from _commands(sub, f"{prefix} {name}")
            else:
                yield f"{prefix} {name}", helps[name], sub


def _section(name: str, text: str, parser: ArgumentParser) -> str:
    actions = [action for action in parser._actions if action.dest != "help"]
    usage = " ".join([name, *map(_usage, actions)])
    rows = "".join(f"| `{_label(a)}` | {_help(a)} |\n" for a in actions)
    title = f"\n## {name}\n\n{text[:1].upper()}{text[1:]}.\n\n```\n{usage}\n```\n"
    return f"{title}\n| argument | meaning |\n|---|---|\n{rows}"


def _usage(action: Action) -> str:
    name = str(action.metavar or action.dest.upper())
    many = (
        f"{name} …"
        if action.nargs == "+"
        else " ".join([name] * (action.nargs if isinstance(action.nargs, int) else 1))
    )
    if not action.option_strings:
        return many
    text = action.option_strings[0] if isinstance(action, _StoreTrueAction) else f"{action.option_strings[0]} {many}"
    return text if action.required else f"[{text}]"


def _label(action: Action) -> str:
    return ", ".join(action.option_strings) or str(action.metavar)


def _help(action: Action) -> str:
    text = (action.help or "").replace("%(default)s", str(action.default))
    choices = f" One of: {', '.join(map(str, action.choices))}." if action.choices else ""
    return f"{text}{choices}".strip()


if __name__ == "__main__":
    sys.stdout.write(reference())
