"""What the measures do with each role, in one word and one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from coder.metrics import FAMILIES, FIVE, Family
from coder.model.scheme import Scheme

MEASURE_NAMES: dict[Family, str] = {
    "seeking": "Seeking proximity",
    "secure_base": "Secure base",
    "comfort": "Comfort seeking",
    "soothing": "Ease of soothing",
    "positive": "Positive interaction",
    "recovery": "Heart rate recovery",
    "intervals": "15-s intervals",
    "responsiveness": "Responsiveness",
    "inhibition": "Exploration lost to distress",
    "support": "Partner support",
}

COMPANIONS: tuple[Family, ...] = tuple(family for family in FAMILIES if family not in FIVE)
"""The measures beside the five."""


@dataclass(frozen=True, slots=True)
class Use:
    """The part a role plays in a measure: ``word`` for the cell, ``rule`` for who asks."""

    word: str
    rule: str


USES: dict[tuple[str, Family], Use] = {
    ("distress", "seeking"): Use("time", "Time in distress with the caregiver there counts as stress."),
    ("approach", "seeking"): Use("count", "Each approach under stress counts, unless the infant is in contact."),
    ("bid", "seeking"): Use("count", "Bids under stress are counted in a row of their own."),
    ("contact", "seeking"): Use("away", "Time in contact is left out: there is nothing to approach."),
    ("explore", "secure_base"): Use("time", "Exploration counts while a check-back is close in time."),
    ("check_back", "secure_base"): Use("near", "Exploration close in time to this counts as secure base time."),
    ("distress", "secure_base"): Use("away", "Time in distress is taken away from exploration."),
    ("held", "secure_base"): Use("away", "Time being held is taken away from exploration."),
    ("distress", "comfort"): Use("starts", "The clock starts when distress begins with the caregiver there."),
    ("approach", "comfort"): Use("stops", "The first approach after distress stops the clock."),
    ("bid", "comfort"): Use("stops", "The first bid after distress stops the clock."),
    ("contact", "comfort"): Use(
        "stops", "Contact the infant began stops the clock. Contact the caregiver began ends it: picked up first."
    ),
    ("distress", "soothing"): Use("stops", "The clock stops when distress ends and calm is confirmed."),
    ("contact", "soothing"): Use("starts", "The clock may start at first contact, if the study sets it so."),
    ("comfort", "soothing"): Use("starts", "The clock may start at first comforting, if the study sets it so."),
    ("explore", "soothing"): Use("stops", "Time to play stops at the first exploration of at least 3 s."),
    ("held", "soothing"): Use("away", "Exploring while being held does not stop the time to play."),
    ("smile", "positive"): Use("count", "Each smile that begins counts, per observed minute."),
    ("vocalise", "positive"): Use("count", "Each vocalisation that begins outside distress counts."),
    ("gaze_partner", "positive"): Use("count", "Counts as eye contact while both look at each other's face."),
    ("partner_gaze", "positive"): Use("count", "Counts as eye contact while both look at each other's face."),
    ("distress", "positive"): Use("away", "Vocalisations during distress are left out."),
    ("distress", "recovery"): Use("starts", "The clock starts when distress begins with the caregiver there."),
    ("contact", "recovery"): Use("starts", "The clock may start at first contact, if the study sets it so."),
    ("comfort", "recovery"): Use("starts", "The clock may start at first comforting, if the study sets it so."),
    **{
        (role, "intervals"): Use("count", "Bins of 15 s in which it is seen are counted.")
        for role in ("distress", "explore", "explore_visual", "smile", "vocalise")
    },
    ("distress", "responsiveness"): Use("starts", "Distress that begins with the caregiver there is a signal."),
    ("bid", "responsiveness"): Use("starts", "Each bid with the caregiver there is a signal."),
    ("attend", "responsiveness"): Use("stops", "The first one in time notices the signal."),
    ("understand", "responsiveness"): Use("stops", "The first one in time understands the signal."),
    ("act", "responsiveness"): Use("stops", "The first one in time answers the signal."),
    ("explore", "inhibition"): Use("time", "Exploring when calm is compared with exploring in distress."),
    ("distress", "inhibition"): Use("splits", "Time in and shortly after distress is compared with calm time."),
    ("held", "inhibition"): Use("away", "Time being held is taken away from exploration."),
    ("availability", "support"): Use("time", "Counts as a share of observed time."),
    ("encouragement", "support"): Use("count", "Each one counts, per observed minute."),
    ("intrusion", "support"): Use("count", "Each one counts, per observed minute."),
}


def uses_of(scheme: Scheme, code_id: str) -> dict[Family, Use]:
    """Return what each measure does with a code, the five first; of several roles in one the first bound stands."""
    found: dict[Family, Use] = {}
    for role, codes in scheme.roles.items():
        if code_id not in codes:
            continue
        for family in FAMILIES:
            use = USES.get((role, family))
            if use is not None:
                found.setdefault(family, use)
    order = (*FIVE, *COMPANIONS)
    return {family: found[family] for family in order if family in found}
