"""The commands of dev.py: what they start, what they say, how they end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import console
import debian
import dev
import environment
import locks
import pytest
from console import SetupError

PYTHON = Path("/somewhere/.venv/bin/python")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return the commands that would have been started, each ending well; nothing is installed."""
    commands: list[list[str]] = []

    def call(command: list[str]) -> int:
        commands.append(command)
        return 0

    monkeypatch.setattr(dev, "call", call)
    monkeypatch.setattr(environment, "ensure", lambda level: PYTHON)
    monkeypatch.setattr(debian, "provide", lambda needed, wanted=(): None)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return commands


@pytest.mark.parametrize(
    ("variables", "platform", "seen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_a_display_is_found_where_there_is_one(variables: dict[str, str], platform: str, seen: bool) -> None:
    assert dev.has_display(variables, platform) is seen


def test_without_a_display_run_prints_the_tables_of_the_sample(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "has_display", lambda variables, platform: False)
    assert dev.main(["run"]) == 0
    assert started == [[str(PYTHON), "-m", "coder", "summary", str(dev.SAMPLE)]]


def test_with_a_display_run_opens_a_copy_of_the_sample(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    monkeypatch.setattr(dev, "has_display", lambda variables, platform: True)
    monkeypatch.setattr(dev, "OWN_COPY", copy)
    assert dev.main(["run"]) == 0
    assert started == [[str(PYTHON), "-m", "coder", "demo", str(copy)], [str(PYTHON), "-m", "coder", str(copy)]]


def test_run_keeps_what_was_coded_in_the_copy(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dev, "has_display", lambda variables, platform: True)
    monkeypatch.setattr(dev, "OWN_COPY", tmp_path)
    assert dev.main(["run"]) == 0
    assert started == [[str(PYTHON), "-m", "coder", str(tmp_path)]]


def test_a_window_that_crashes_is_an_error_in_one_line(
    started: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(dev, "has_display", lambda variables, platform: True)
    monkeypatch.setattr(dev, "OWN_COPY", tmp_path)
    monkeypatch.setattr(dev, "call", lambda command: -6)
    assert dev.main(["run"]) == 1
    assert capsys.readouterr().err == "dev: The window was stopped by signal 6. Its last words are above.\n"


def test_what_follows_test_goes_to_pytest(started: list[list[str]]) -> None:
    assert dev.main(["test", "-q", "tests/model", "-k", "span"]) == 0
    assert started == [[str(PYTHON), "-m", "pytest", "-q", "tests/model", "-k", "span"]]


def test_test_ends_with_the_exit_code_of_pytest(started: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "call", lambda command: 5)
    assert dev.main(["test"]) == 5


def test_check_goes_on_after_a_failure_and_names_all_that_failed(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "call", lambda command: int("mypy" in command or "format" in command))
    assert dev.main(["check"]) == 1
    assert "Not clean: ruff format, mypy." in capsys.readouterr().err


@pytest.mark.parametrize("argv", [[], ["walk"], ["run", "fast"], ["check", "--fix"]])
def test_wrong_usage_shows_the_commands_and_ends_with_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(argv) == 2
    assert "packaging/dev.py test" in capsys.readouterr().err


def test_a_failure_is_one_line_and_exit_code_1(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(level: str) -> Path:
        raise SetupError("The disk is full.")

    monkeypatch.setattr(environment, "ensure", fail)
    assert dev.main(["test"]) == 1
    assert capsys.readouterr().err == "dev: The disk is full.\n"


def test_a_folder_that_cannot_be_written_is_named(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(level: str) -> Path:
        raise PermissionError(13, "Permission denied", "/clone/.venv")

    monkeypatch.setattr(environment, "ensure", fail)
    assert dev.main(["test"]) == 1
    assert capsys.readouterr().err == "dev: /clone/.venv: Permission denied.\n"


def test_help_ends_with_0() -> None:
    script = Path(dev.__file__)
    answer = subprocess.run([sys.executable, script, "--help"], capture_output=True, text=True, check=True)
    assert "packaging/dev.py run" in answer.stdout


def test_a_program_that_cannot_be_started_is_named() -> None:
    with pytest.raises(SetupError, match=r"^/no/such/python could not be started"):
        console.call(["/no/such/python"])


def test_a_program_that_fails_is_quoted_with_its_own_error_line() -> None:
    complain = "print('E: no disk'); print('bye'); raise SystemExit(3)"
    with pytest.raises(SetupError, match=r"failed: E: no disk$"):
        console.quiet([sys.executable, "-c", complain], marks=("E:",))


def test_settings_of_the_shell_do_not_lead_python_astray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    seen = console.child_environment()
    assert "PYTHONPATH" not in seen
    assert "PIP_USER" not in seen


def test_a_lock_with_an_address_in_it_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("numpy==1\n", encoding="utf-8")
    monkeypatch.setattr(locks, "ROOT", tmp_path)
    monkeypatch.setattr(locks, "USER", lock)

    def write(command: list[str], **_: object) -> str:
        if "compile" in command:
            draft = tmp_path / command[-1].removeprefix("--output-file=")
            draft.write_text("--index https://host.example\nnumpy==2\n", encoding="utf-8")
        return ""

    monkeypatch.setattr(locks, "quiet", write)
    with pytest.raises(SetupError, match="address"):
        locks.renew(PYTHON, [])
    assert lock.read_text(encoding="utf-8") == "numpy==1\n"
    assert list(tmp_path.iterdir()) == [lock]
