"""Small videos, made once per test run."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.media.encode import Recipe, make
from tests.media.kinds import CRAFTED, RECIPES
from tests.media.oracle import Shown, decode_all


@dataclass(repr=False)
class Videos:
    """Videos by kind, and what a linear decoding of each shows."""

    folder: Path
    _paths: dict[str, Path] = field(default_factory=dict)
    _shown: dict[str, list[Shown]] = field(default_factory=dict)

    def recipe(self, kind: str) -> Recipe:
        return RECIPES[kind if kind in RECIPES else CRAFTED[kind][0]]

    def path(self, kind: str) -> Path:
        if kind not in self._paths:
            suffix = self.recipe(kind).suffix
            target = self.folder / f"{len(self._paths):02d}.{suffix}"
            if kind in RECIPES:
                self._paths[kind] = make(target, RECIPES[kind])
            else:
                source, craft = CRAFTED[kind]
                old = self.path(source)
                self._paths[kind] = craft(old, self.folder / f"{len(self._paths):02d}.{suffix}")
        return self._paths[kind]

    def shown(self, kind: str) -> list[Shown]:
        if kind not in self._shown:
            self._shown[kind] = decode_all(self.path(kind), self.recipe(kind))
        return self._shown[kind]


@pytest.fixture(scope="session")
def videos(tmp_path_factory: pytest.TempPathFactory) -> Videos:
    return Videos(tmp_path_factory.mktemp("videos"))
