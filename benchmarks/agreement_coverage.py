"""How often the intervals of agreement hold the true value: simulated studies of children who differ.

A study draws children from a population. Each child has its own agreement (children differ more than chance within a
child would make them) and its own share of the codes, and gives a duration table of about twenty minutes; the true
kappa is that of the whole population, from a million children. The share of studies whose 95 % interval holds it is
printed for several numbers of children, for percentile and BCa intervals, with its simulation error.

Run: python benchmarks/agreement_coverage.py [--studies 2000] [--resamples 2000]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from coder.agreement.bootstrap import Intervals, Resampling, cluster_bootstrap
from coder.agreement.events import f1_overall
from coder.agreement.kappa import kappa, margins

CHILDREN = (5, 9, 10, 20, 40, 100)
SHARES = np.array([0.6, 0.25, 0.15])
"""How common the three codes are on average."""
STRETCHES = 60
STRETCH_MS = 20_000
EVENTS = 25


def tables(rng: np.random.Generator, n: int) -> np.ndarray:
    """Return the duration tables of n children, shape (n, 3, 3)."""
    shares = rng.dirichlet(SHARES * 12, n)
    agreeing = rng.beta(8, 2, n)
    chance = shares[:, :, None] * shares[:, None, :]
    cells = (1 - agreeing)[:, None, None] * chance
    cells += agreeing[:, None, None] * np.eye(3) * shares[:, :, None]
    flat = cells.reshape(n, 9)
    return rng.multinomial(STRETCHES, flat / flat.sum(1, keepdims=True)).reshape(n, 3, 3) * STRETCH_MS


def counts(rng: np.random.Generator, n: int) -> np.ndarray:
    """Return matched events, and the events of A and of B, of n children, shape (n, 1, 3)."""
    found = rng.poisson(EVENTS * rng.gamma(4, 0.25, n))
    matched = rng.binomial(found, rng.beta(8, 2, n))
    only_a, only_b = rng.binomial(found - matched, 0.5, n), rng.poisson(1.5, n)
    return np.stack([matched, matched + only_a, matched + only_b], -1)[:, None]


def covers(interval: object, truth: float) -> bool:
    """Return whether an interval holds the true value."""
    lo, hi = getattr(interval, "lo", None), getattr(interval, "hi", None)
    return lo is not None and hi is not None and lo <= truth <= hi


def studied(rng: np.random.Generator, statistic: str, n: int, resampling: Resampling) -> Intervals:
    """Return the intervals of one simulated study."""
    if statistic == "kappa":
        return cluster_bootstrap(margins(tables(rng, n)), kappa, resampling=resampling)[0]
    sums = counts(rng, n)
    return cluster_bootstrap(np.moveaxis(sums, -1, 1), f1_overall, resampling=resampling)[0]


def main() -> None:
    """Run the simulation."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--studies", type=int, default=2000)
    parser.add_argument("--resamples", type=int, default=2000)
    chosen = parser.parse_args()
    rng = np.random.default_rng(20)
    whole = margins(tables(rng, 1_000_000).sum(0))
    events = np.moveaxis(counts(rng, 1_000_000), -1, 1).sum(0).astype(float)
    truth = {"kappa": float(kappa(whole).values), "F1": float(np.ravel(f1_overall(events).values)[0])}
    error = 100 * np.sqrt(0.95 * 0.05 / chosen.studies)
    print(f"{chosen.studies} studies, {chosen.resamples} resamples; simulation error of 95 % about {error:.1f} %")
    for name, value in truth.items():
        for n in CHILDREN:
            held = np.zeros(2)
            for study in range(chosen.studies):
                found = studied(rng, name, n, Resampling(study, chosen.resamples))
                held += [covers(found.percentile, value), covers(found.bca, value)]
            percentile, bca = 100 * held / chosen.studies
            shown = "BCa" if n >= 10 else "percentile"
            line = f"{name:<6} true {value:.3f}  {n:>4} children   percentile {percentile:5.1f} %   BCa {bca:5.1f} %"
            print(f"{line}   ({shown} is shown)")


if __name__ == "__main__":
    main()
