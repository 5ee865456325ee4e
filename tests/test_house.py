"""The tree keeps its promises: what lies where, how long files are, what they may name, what the locks hold."""

from __future__ import annotations

import ast
import re
import shutil
import statistics
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import coder

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TOP_LEVEL = {
    ".ci",
    ".gitattributes",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "benchmarks",
    "coder",
    "docs",
    "packaging",
    "pyproject.toml",
    "sample_sessions",
    "schemas",
    "tests",
}
PACKAGE_HOSTS = re.compile(
    rb"pypi\.org|pythonhosted\.org|anaconda\.(org|com)|npmjs\.(org|com)|yarnpkg\.com|crates\.io"
    rb"|(deb|security|snapshot)\.debian\.org|archive\.ubuntu\.com|--(extra-)?index-url|--find[-]links"
)
MODULES = sorted((ROOT / "coder").rglob("*.py"))


def tracked() -> list[str]:
    """Return the paths git keeps."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("only a clone knows which files belong to the project")
    command = [git, "-c", "safe.directory=*", "ls-files", "-z"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return [name for name in answer.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def pins(lock: str) -> dict[str, str]:
    """Return name and version of everything a lock holds."""
    text = (ROOT / "packaging" / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, flags=re.MULTILINE))


def required(group: str) -> list[Requirement]:
    """Return the requirements of a dependency group, included groups as well."""
    found = []
    for entry in PROJECT["dependency-groups"][group]:
        found += required(entry["include-group"]) if isinstance(entry, dict) else [Requirement(entry)]
    return found


def lengths() -> list[int]:
    """Return the number of lines of every module."""
    return [len(module.read_text(encoding="utf-8").splitlines()) for module in MODULES]


def test_the_top_of_the_tree_holds_only_what_was_agreed() -> None:
    assert {name.split("/")[0] for name in tracked()} <= TOP_LEVEL


def test_no_file_names_a_package_host() -> None:
    assert [name for name in tracked() if PACKAGE_HOSTS.search((ROOT / name).read_bytes())] == []


def test_every_module_can_be_read_in_one_sitting() -> None:
    assert max(lengths()) <= 500
    assert statistics.median(lengths()) <= 200


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_about(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    assert not source.strip() or ast.get_docstring(ast.parse(source))


def test_the_version_is_the_same_everywhere() -> None:
    assert PROJECT["project"]["version"] == coder.__version__


def test_the_lock_for_users_satisfies_every_dependency() -> None:
    held = pins("requirements.lock")
    for requirement in map(Requirement, PROJECT["project"]["dependencies"]):
        assert requirement.specifier.contains(held[canonicalize_name(requirement.name)]), requirement


def test_the_lock_for_development_satisfies_every_dependency() -> None:
    held = pins("requirements-dev.lock")
    for requirement in required("dev"):
        assert requirement.specifier.contains(held[canonicalize_name(requirement.name)]), requirement


def test_tests_run_on_the_versions_users_have() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_pin_of_a_lock_has_a_hash_and_nothing_else_is_in_it(lock: str) -> None:
    text = (ROOT / "packaging" / lock).read_text(encoding="utf-8")
    for entry in text.replace("\\\n", " ").splitlines():
        assert entry.startswith("#") or re.fullmatch(
            r"[a-z0-9-]+==[^\s;]+( ; [^-]+?)?(\s+--hash=sha256:[0-9a-f]{64})+", entry.rstrip()
        ), entry


def test_the_notice_names_every_library_a_user_installs() -> None:
    notice = (ROOT / "packaging" / "NOTICE").read_text(encoding="utf-8")
    named = {line.split()[0] for line in notice.splitlines() if line.strip()}
    assert set(pins("requirements.lock")) <= named
