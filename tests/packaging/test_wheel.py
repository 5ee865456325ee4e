"""What an installed program brings along: its code, schemes, sample study, command and licences."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hatchling import build

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Return the wheel built from this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return zipfile.ZipFile(folder / build.build_wheel(str(folder)))


def test_a_wheel_holds_every_module(wheel: zipfile.ZipFile) -> None:
    modules = {str(file.relative_to(ROOT).as_posix()) for file in (ROOT / "coder").rglob("*.py")}
    assert modules <= set(wheel.namelist())


@pytest.mark.parametrize("folder", ["schemas", "sample_sessions/study"])
def test_a_wheel_holds_the_schemes_and_the_sample_study(wheel: zipfile.ZipFile, folder: str) -> None:
    files = {file.relative_to(ROOT).as_posix() for file in (ROOT / folder).rglob("*") if file.is_file()}
    assert files
    assert {f"coder/_data/{name}" for name in files} <= set(wheel.namelist())


def test_a_wheel_holds_nothing_that_was_left_over(wheel: zipfile.ZipFile) -> None:
    assert [name for name in wheel.namelist() if "__pycache__" in name or name.startswith("tests")] == []


def test_an_installed_program_has_its_command_and_its_licences(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    commands = next(name for name in names if name.endswith("entry_points.txt"))
    assert "securebase = coder.__main__:main" in wheel.read(commands).decode()
    assert {Path(name).name for name in names if "/licenses/" in name} == {"LICENSE", "NOTICE"}
