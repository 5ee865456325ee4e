"""Quantiles and tail areas of the normal, t and F distributions, from `scipy.special` imported when first needed."""

from __future__ import annotations


def normal_quantile(p: float) -> float:
    """Return the standard normal quantile of ``p``."""
    from scipy.special import ndtri

    return float(ndtri(p))


def normal_cdf(z: float) -> float:
    """Return the standard normal probability of a value up to ``z``."""
    from scipy.special import ndtr

    return float(ndtr(z))


def t_quantile(p: float, df: float) -> float:
    """Return the quantile of ``p`` of Student's t with ``df`` degrees of freedom."""
    from scipy.special import stdtrit

    return float(stdtrit(df, p))


def t_cdf(t: float, df: float) -> float:
    """Return the probability of a value up to ``t`` under Student's t with ``df`` degrees of freedom."""
    from scipy.special import stdtr

    return float(stdtr(df, t))


def f_quantile(p: float, df1: float, df2: float) -> float:
    """Return the quantile of ``p`` of F with ``df1`` and ``df2`` degrees of freedom, which need not be whole."""
    from scipy.special import fdtri

    return float(fdtri(df1, df2, p))
