"""How a row of tests/data/agreement.json is asked of the package: one function per statistic, all fields by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import numpy as np

from coder.agreement import quantiles
from coder.agreement.alpha import kripp_alpha, time_alpha
from coder.agreement.bootstrap import cluster_bootstrap
from coder.agreement.classes import fleiss_counts, light_kappa, multi_rater
from coder.agreement.derived import bland_altman, ccc, censored_latency
from coder.agreement.disagreements import disagreements
from coder.agreement.drift import ewma
from coder.agreement.events import event_match
from coder.agreement.icc import icc
from coder.agreement.intervals import easydiag
from coder.agreement.ipf import ipf_from_table
from coder.agreement.kappa import kappa, margins, per_code, table_stats
from coder.agreement.pooled import pooled
from coder.agreement.scales import within
from coder.agreement.sequence import seq_alignment
from coder.agreement.shift import JointLine, block_tables, shift_kappa
from coder.agreement.stat import Stat
from coder.agreement.sweep import Record, Windows
from coder.agreement.time_table import Categories, join, time_table, unobs_table
from coder.agreement.tolerance import time_kappa_tol
from coder.agreement.unit_grid import time_unit_kappa_tol
from coder.agreement.unitizing import alpha_u
from coder.agreement.weighted_kappa import weighted_kappa

UNOBS = "UNOBS"
FOREVER = (0, 10**9)
Fields = dict[str, Any]


def all_fields(result: Any) -> Fields:
    """Return the fields of a result; a `Stat` also as ``name_lo`` and ``name_hi``."""
    found: Fields = {}
    for field in fields(result):
        value = getattr(result, field.name)
        found[field.name] = value
        if isinstance(value, Stat):
            found |= {f"{field.name}_lo": value.ci_lo, f"{field.name}_hi": value.ci_hi}
    return found


def timed(data: Fields) -> tuple[Any, ...]:
    return data["a"], data["b"], [tuple(data["window"])], data["codes"]


def of_time_kappa(data: Fields, params: Fields) -> Fields:
    result = time_table(*timed(data), unobservable=UNOBS, **params)
    return all_fields(result) | all_fields(result.stats()) | {"joint_ms": result.joint_ms}


def of_unobs_table(data: Fields, params: Fields) -> Fields:
    table = unobs_table(*timed(data), UNOBS)
    return {"table": table} | all_fields(table_stats(table))


def of_time_alpha(data: Fields, params: Fields) -> Fields:
    codes = sorted({code for track in data["tracks"] for *_, code in track})
    return {"alpha": time_alpha(data["tracks"], [tuple(data["window"])], codes)}


def of_event_match(data: Fields, params: Fields) -> Fields:
    result = event_match([tuple(e) for e in data["a"]], [tuple(e) for e in data["b"]], data["codes"], **params)
    dt = {f"dt_{name}": getattr(result.dt, name) for name in ("median", "q1", "q3", "bias")}
    return all_fields(result) | dt


def of_easydiag(data: Fields, params: Fields) -> Fields:
    sides = [[tuple(i) for i in data[side]] for side in "ab"]
    result = easydiag(*sides, [FOREVER], data["codes"], **params)
    block = {"po_excl": result.block.po, "kappa_excl": result.block.kappa}
    ends = {"onset_bias": result.onset.bias, "offset_bias": result.offset.bias}
    return all_fields(result) | all_fields(result.ipf) | block | ends


def of_weighted_kappa(data: Fields, params: Fields) -> Fields:
    return all_fields(weighted_kappa(data["table"], **params))


def of_ccc(data: Fields, params: Fields) -> Fields:
    result = ccc(data["a"], data["b"], **params)
    return all_fields(result) | {"ci_lo": result.ccc.ci_lo, "ci_hi": result.ccc.ci_hi}


def of_censored(data: Fields, params: Fields) -> Fields:
    result = censored_latency(data["a"], data["b"])
    return all_fields(result) | {"status_po": result.status.po}


def of_pooled(data: Fields, params: Fields) -> Fields:
    result = pooled(data["tables"])
    per_session = [value for value, _ in result.per_session]
    return all_fields(result) | {"kappa_pooled": result.pooled, "per_session": per_session}


def of_bootstrap(data: Fields, params: Fields) -> Fields:
    m = margins(data["tables"])
    (result,) = cluster_bootstrap(m, kappa, weights=np.array(data["weights"]))
    limits = {"pct": result.percentile, "bca": result.bca}
    low = {f"{name}_lo": limit.lo if limit.reason is None else limit for name, limit in limits.items()}
    return {"kappa": result.value} | low


def of_ewma(data: Fields, params: Fields) -> Fields:
    renamed = {{"L": "width"}.get(name, name): value for name, value in params.items()}
    result = ewma(data["x"], **renamed)
    return all_fields(result) | {"last": result.z[-1], "last_halfwidth": result.halfwidth[-1]}


def joint_line(data: Fields) -> JointLine:
    a, b, windows, codes = timed(data)
    categories = Categories.of(codes)
    joint = join(Record.of(a, codes), Record.of(b, codes), Windows.of(windows), categories)
    return JointLine.of(joint, len(codes))


def of_blocks(data: Fields, params: Fields) -> Fields:
    tables = block_tables(joint_line(data), **params)
    return {"tables": tables, "n_blocks": len(tables)}


def of_disagreements(data: Fields, params: Fields) -> Fields:
    rows = disagreements(*timed(data), **params)
    return {
        "rows": [[r.on_ms, r.off_ms, r.code_a, r.code_b, r.share, r.gain] for r in rows],
        "total_ms": sum(r.length_ms for r in rows),
        "n": len(rows),
        "kinds": [r.kind for r in rows],
    }


def of_quantile(data: Fields, params: Fields) -> Fields:
    function = {"f": quantiles.f_quantile, "t": quantiles.t_quantile, "normal": quantiles.normal_quantile}
    return {"q": function[data["dist"]](data["p"], *data.get("df", []))}


ADAPTERS: dict[str, Callable[[Fields, Fields], Fields]] = {
    "icc": lambda data, params: all_fields(icc(data["ratings"])),
    "weighted_kappa": of_weighted_kappa,
    "table_stats": lambda data, params: all_fields(table_stats(data["table"])),
    "per_code": lambda data, params: all_fields(per_code(data["table"], data["index"])),
    "fleiss_counts": lambda data, params: all_fields(fleiss_counts(data["counts"])),
    "multi_rater": lambda data, params: all_fields(multi_rater(data["ratings"], data["categories"])),
    "light_kappa": lambda data, params: {"light": light_kappa(data["ratings"], data["categories"])},
    "kripp_alpha": lambda data, params: {"alpha": kripp_alpha(data["data"], params.get("level", "nominal"))},
    "bland_altman": lambda data, params: all_fields(bland_altman(data["a"], data["b"], **params)),
    "ccc": of_ccc,
    "ewma": of_ewma,
    "alpha_u": lambda data, params: all_fields(alpha_u(data["observers"], (0, data["L"]))),
    "time_kappa": of_time_kappa,
    "time_kappa_tol": lambda data, params: all_fields(time_kappa_tol(*timed(data), **params)),
    "time_unit_kappa_tol": lambda data, params: all_fields(time_unit_kappa_tol(*timed(data), **params)),
    "event_match": of_event_match,
    "easydiag": of_easydiag,
    "ipf_from_table": lambda data, params: all_fields(ipf_from_table(data["table"])),
    "seq_alignment": lambda data, params: all_fields(seq_alignment(data["a"], data["b"], data["codes"])),
    "censored_latency": of_censored,
    "within": lambda data, params: all_fields(within(data["a"], data["b"])),
    "pooled": of_pooled,
    "cluster_bootstrap": of_bootstrap,
    "disagreements": of_disagreements,
    "unobs_table": of_unobs_table,
    "shift_kappa": lambda data, params: all_fields(shift_kappa(joint_line(data), **params)),
    "block_tables": of_blocks,
    "time_alpha": of_time_alpha,
    "quantile": of_quantile,
}
