"""When .venv is used as it is, when it is filled again and when it is made anew."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import environment
import locks
import pytest
from console import SetupError

Program = Callable[[str, str], Path]
posix = pytest.mark.skipif(os.name == "nt", reason="the stand-in for Python is a shell script")


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an environment that looks complete, with its own locks; its Python does what its pip is told."""
    for name in ("USER", "DEV"):
        lock = tmp_path / f"{name}.lock"
        lock.write_text(f"{name}==1\n", encoding="utf-8")
        monkeypatch.setattr(locks, name, lock)
    folder = tmp_path / ".venv"
    monkeypatch.setattr(environment, "VENV", folder)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    (folder / "lib/python3/site-packages").mkdir(parents=True)
    answer_as_pip(folder, "exit 0")
    environment.write_stamp(folder, environment.wanted("user"))
    return folder


def answer_as_pip(venv: Path, script: str) -> None:
    """Let the environment's Python do ``script`` whatever it is asked."""
    python = environment.python_of(venv)
    python.parent.mkdir(parents=True, exist_ok=True)
    python.write_text(f'#!/bin/sh\necho "$@" >> "{venv.parent}/asked"\n{script}\n', encoding="utf-8")
    python.chmod(0o755)


def asked(venv: Path) -> str:
    """Return everything the environment's Python was asked to do."""
    file = venv.parent / "asked"
    return file.read_text(encoding="utf-8") if file.exists() else ""


@posix
def test_nothing_is_started_when_nothing_changed(venv: Path) -> None:
    assert environment.ensure("user") == environment.python_of(venv)
    assert asked(venv) == ""


def test_an_environment_for_development_serves_a_user_too(venv: Path) -> None:
    environment.write_stamp(venv, environment.wanted("dev"))
    assert environment.is_current(venv, "user")


def test_an_environment_for_users_is_too_little_for_development(venv: Path) -> None:
    assert not environment.is_current(venv, "dev")


@posix
def test_a_changed_lock_is_installed_with_its_hashes(venv: Path) -> None:
    locks.USER.write_text("user==2\n", encoding="utf-8")
    assert not environment.is_current(venv, "user")
    environment.ensure("user")
    assert f"--require-hashes --no-deps --only-binary=:all: -r {locks.USER}" in asked(venv)
    assert environment.is_current(venv, "user")


def test_another_python_makes_another_environment(venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "_here", lambda: {"python": "cpython 3.99", "root": str(venv.parent)})
    assert not environment.is_current(venv, "user")
    assert not environment.is_usable(venv)


def test_a_moved_environment_is_made_anew(venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "ROOT", venv.parent / "elsewhere")
    assert not environment.is_usable(venv)


@pytest.mark.parametrize("stamp", ["{}", "", "{ torn", "[1]"])
def test_work_that_was_cut_short_is_begun_anew(venv: Path, stamp: str) -> None:
    (venv / environment.STAMP).write_text(stamp, encoding="utf-8")
    assert not environment.is_current(venv, "user")
    assert not environment.is_usable(venv)


@posix
def test_an_environment_made_by_hand_is_filled_not_removed(venv: Path) -> None:
    (venv / environment.STAMP).unlink()
    (venv / "mine").touch()
    environment.ensure("user")
    assert (venv / "mine").exists()
    assert environment.is_current(venv, "user")


@posix
def test_an_environment_without_pip_is_not_usable(venv: Path) -> None:
    answer_as_pip(venv, "exit 1")
    assert not environment.is_usable(venv)


def test_an_environment_whose_python_is_gone_is_not_usable(venv: Path) -> None:
    environment.python_of(venv).unlink(missing_ok=True)
    assert not environment.is_current(venv, "user")
    assert not environment.is_usable(venv)


def test_a_broken_environment_is_made_anew(venv: Path) -> None:
    environment.write_stamp(venv, {})
    (venv / "leftover").touch()
    python = environment.make()
    assert not (venv / "leftover").exists()
    version = [str(python), "-c", "import sys; print(sys.version_info[:2])"]
    assert subprocess.check_output(version, text=True).strip() == str(sys.version_info[:2])


@posix
def test_a_failing_installation_says_why_and_is_begun_anew_next_time(venv: Path) -> None:
    environment.write_stamp(venv, environment.wanted("user") | {"lock": "old"})
    reason = "ERROR: No matching distribution found for user==1"
    answer_as_pip(venv, f'case "$*" in *--version*) ;; *) echo Collecting; echo "{reason}"; exit 1;; esac')
    with pytest.raises(SetupError, match=f"^pip could not install the packages: {reason}$"):
        environment.ensure("user")
    assert environment.read_stamp(venv) == {}


@posix
def test_without_a_network_the_network_is_named_not_the_package(venv: Path) -> None:
    locks.USER.write_text("user==2\n", encoding="utf-8")
    answer_as_pip(
        venv,
        """case "$*" in *--version*) exit 0;; esac
        echo "WARNING: Retrying (total=0) after connection broken by 'NewConnectionError(no route)': /simple/user/"
        echo "ERROR: No matching distribution found for user==2"
        exit 1""",
    )
    with pytest.raises(SetupError, match=r"no connection\. Check the network.*no route"):
        environment.ensure("user")


@posix
def test_each_download_is_named_with_its_size(venv: Path, capsys: pytest.CaptureFixture[str]) -> None:
    locks.USER.write_text("user==2\n", encoding="utf-8")
    answer_as_pip(venv, 'echo "  Downloading https://host.example/a/b/numpy-2.4.6-cp311-linux.whl (16.9 MB)"')
    environment.ensure("user")
    assert "dev:   numpy, 16.9 MB\n" in capsys.readouterr().out


@posix
def test_the_environment_imports_the_clone_and_has_its_command(venv: Path) -> None:
    environment.write_stamp(venv, environment.wanted("user") | {"lock": "old"})
    environment.ensure("user")
    assert (venv / "lib/python3/site-packages/securebase.pth").read_text() == f"{venv.parent}\n"
    subprocess.run([venv / "bin" / "securebase", "measures", "a study"], check=True)
    assert asked(venv).splitlines()[-1] == "-m coder measures a study"
