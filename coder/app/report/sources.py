"""The sources a report cites: methods by their authors, each listed once at the end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

SOURCES: Final = {
    "bakeman_robinson": (
        "Bakeman & Robinson 1994",
        "Bakeman, R., & Robinson, B. F. (1994). Understanding Log-linear Analysis with ILOG.",
    ),
    "bland_altman": ("Bland & Altman 1999", "Bland, J. M., & Altman, D. G. (1999). Stat Methods Med Res 8:135–160."),
    "cohen": ("Cohen 1960", "Cohen, J. (1960). Educ Psychol Meas 20:37–46."),
    "cohen_weighted": ("Cohen 1968", "Cohen, J. (1968). Psychol Bull 70:213–220."),
    "efron": ("Efron 1987", "Efron, B. (1987). JASA 82:171–185."),
    "fleiss_se": (
        "Fleiss, Cohen & Everitt 1969",
        "Fleiss, J. L., Cohen, J., & Everitt, B. S. (1969). Psychol Bull 72:323–327.",
    ),
    "gwet": ("Gwet 2008", "Gwet, K. L. (2008). Br J Math Stat Psychol 61:29–48."),
    "holle_rein": ("Holle & Rein 2015", "Holle, H., & Rein, R. (2015). Behav Res Methods 47:837–847."),
    "kottner": ("Kottner et al. 2011", "Kottner, J., et al. (2011). J Clin Epidemiol 64:96–106."),
    "krippendorff": (
        "Krippendorff 2011",
        "Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability.",
    ),
    "lin": ("Lin 1989, 2000", "Lin, L. I.-K. (1989). Biometrics 45:255–268; (2000). 56:324–325."),
    "mcgraw_wong": ("McGraw & Wong 1996", "McGraw, K. O., & Wong, S. P. (1996). Psychol Methods 1:30–46 (and 390)."),
    "reid": ("Reid 1970", "Reid, J. B. (1970). Child Dev 41:1143–1150."),
    "shrout_fleiss": ("Shrout & Fleiss 1979", "Shrout, P. E., & Fleiss, J. L. (1979). Psychol Bull 86:420–428."),
}
"""Key → how it is cited in the text, and its entry in the list."""


def cite(*keys: str) -> str:
    """Return sources as they stand in brackets, without the brackets."""
    return "; ".join(SOURCES[key][0] for key in keys)


def entries(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the entries of the sources that are cited in any of the texts, in order."""
    whole = "\n".join(texts)
    return tuple(entry for short, entry in SOURCES.values() if short in whole)
