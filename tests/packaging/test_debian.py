"""Which of Debian's packages are missing, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import debian
import pytest
from console import SetupError

Program = Callable[[str, str], Path]


@pytest.fixture
def installed(program: Program, tmp_path: Path) -> Path:
    """Return the list of packages the stand-in for dpkg-query takes as installed."""
    names = tmp_path / "installed"
    names.write_text("installed libegl1\n", encoding="utf-8")
    program("dpkg-query", f'cat "{names}"; exit 1')
    return names


@pytest.fixture
def apt_log(program: Program, installed: Path, tmp_path: Path) -> Path:
    """Return what was asked of the stand-in for apt-get, which installs anything but fonts-lost."""
    log = tmp_path / "apt.log"
    log.touch()
    script = f"""
    echo "$@" >> "{log}"
    for word in "$@"; do
        case "$word" in
            fonts-lost) echo "E: Unable to locate package fonts-lost"; exit 100;;
            -*|update|install) ;;
            *) echo "installed $word" >> "{installed}";;
        esac
    done"""
    program("apt-get", script)
    return log


def test_a_package_that_is_not_installed_is_missing(installed: Path) -> None:
    assert debian.missing(["libegl1", "libpulse0"]) == ["libpulse0"]


def test_a_package_that_was_removed_but_left_its_settings_is_missing(installed: Path) -> None:
    installed.write_text("config-files libegl1\n", encoding="utf-8")
    assert debian.missing(["libegl1"]) == ["libegl1"]


def test_the_newer_name_of_a_package_counts(installed: Path) -> None:
    installed.write_text("installed libglib2.0-0t64\n", encoding="utf-8")
    assert debian.missing(["libglib2.0-0"]) == []


def test_root_gets_only_the_missing_packages(apt_log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "is_root", lambda: True)
    debian.provide(["libegl1", "libpulse0"])
    update, install = apt_log.read_text(encoding="utf-8").splitlines()
    assert update.endswith("update")
    assert install.endswith("install libpulse0")
    assert "libegl1" not in install


def test_nothing_is_asked_of_apt_when_nothing_is_missing(apt_log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "is_root", lambda: True)
    debian.provide(["libegl1"])
    assert apt_log.read_text(encoding="utf-8") == ""


def test_others_than_root_read_the_command_and_go_on(
    apt_log: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(debian, "is_root", lambda: False)
    debian.provide(["libegl1", "libpulse0"], ["fonts-inter"])
    assert "sudo apt-get install libpulse0 fonts-inter" in capsys.readouterr().out
    assert apt_log.read_text(encoding="utf-8") == ""


def test_a_font_that_cannot_be_had_stops_nothing(
    apt_log: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(debian, "is_root", lambda: True)
    debian.provide(["libpulse0"], ["fonts-lost"])
    assert debian.missing(["libpulse0"]) == []
    assert "Went on without: fonts-lost" in capsys.readouterr().out


def test_a_needed_library_that_cannot_be_had_is_an_error_in_one_line(
    apt_log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debian, "is_root", lambda: True)
    with pytest.raises(SetupError, match=r"^apt-get failed: E: Unable to locate package fonts-lost$"):
        debian.provide(["fonts-lost"])


def test_other_systems_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian.shutil, "which", lambda name: None)
    debian.provide(["libegl1"], ["fonts-inter"])


def test_the_missing_module_for_environments_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "is_here", lambda: True)
    monkeypatch.setattr(debian, "is_root", lambda: False)
    with pytest.raises(SetupError, match=r"sudo apt-get install python3\.\d+-venv"):
        debian.provide_venv()
