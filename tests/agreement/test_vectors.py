"""Every published, library-checked and hand-worked example, at its printed tolerance."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from .adapters import ADAPTERS

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "agreement.json").read_text("utf-8"))["vectors"]


def plain(value: Any) -> Any:
    """Return a result as the numbers, texts and lists that the file holds."""
    if hasattr(value, "reason"):
        return getattr(value, "value", None)
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    return value


def assert_close(found: Any, expected: Any, tol: float) -> None:
    if isinstance(expected, dict):
        assert found.keys() == expected.keys()
        for key, entry in expected.items():
            assert_close(found[key], entry, tol)
    elif isinstance(expected, list):
        assert len(found) == len(expected)
        for one, two in zip(found, expected, strict=True):
            assert_close(one, two, tol)
    elif isinstance(expected, (int, float)):
        assert found is not None and abs(found - expected) <= tol, f"{found} is not {expected}"
    else:
        assert found == expected


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])
def test_vector(vector: dict[str, Any]) -> None:
    found = ADAPTERS[vector["stat"]](vector["input"], vector["params"])
    tol = vector["tol"]
    for name, expected in vector["expected"].items():
        field_tol = tol.get(name, tol.get("*", 0)) if isinstance(tol, dict) else tol
        assert_close(plain(found[name]), expected, field_tol)
    for name, reason in vector.get("reasons", {}).items():
        assert found[name].reason == reason
