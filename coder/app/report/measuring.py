"""How the measures were computed, as a paragraph to start a manuscript's methods from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import coder
from coder.app.report.blocks import Paragraph
from coder.app.report.words import listed, percent, seconds
from coder.metrics import Parameters
from coder.metrics.parameters import SootheFrom
from coder.model.scheme import Scheme

_SOOTHED_FROM: Final[dict[SootheFrom, str]] = {
    "reunion": "from the caregiver's presence",
    "contact": "from the first contact",
    "comfort": "from the first comforting",
}
_HEART: Final = """ Recovery of the heart is the time until heart rate, median-filtered over 10 s, stayed at or below
    its baseline mean + 1 SD for {0} s."""


def measuring_paragraph(parameters: Parameters, schemes: Iterable[Scheme], with_heart: bool) -> Paragraph:
    """Return how the five measures were computed, with the parameters that were used."""
    p = parameters
    names = listed([f"{s.title} (revision {s.revision})" for s in schemes])
    text = f"""Behaviour was coded on the recording, frame by frame, in separate passes with the scheme {names}, in
    Secure Base Coder {coder.__version__} (parameter set {p.params}). Distress that was interrupted for less than
    {seconds(p.calm)} s and lasted {seconds(p.de_min)} s or more in all was one distress episode. Seeking proximity is
    the number of approaches to the caregiver per observed minute of reunion or distress with the caregiver there,
    contact aside; approaches less than {seconds(p.approach_gap)} s after the last one counted were not counted. Secure
    base behaviour is the time spent exploring within {seconds(p.check_reach)} s of a check-back with the caregiver
    (episodes: {listed(p.base_episodes)}). Comfort seeking is the time from distress with the caregiver there to the
    child's first approach, bid or contact of its own. Ease of soothing is the time {_SOOTHED_FROM[p.soothe_from]} to
    the end of distress, confirmed by {seconds(p.calm)} s of calm. Positive interaction is the sum of the rates of
    smiles, vocalisations outside distress and eye contact of at least {seconds(p.eye_min)} s per observed minute
    (episodes: {listed(p.positive_episodes)}). Rates and shares were computed where at least {seconds(p.min_obs_ms)} s
    and {percent(p.min_obs_prop)} of the time could be observed; otherwise they are missing, not zero. Latencies whose
    end was not seen are censored and described by Kaplan–Meier curves."""
    if with_heart:
        text += _HEART.format(seconds(p.calm))
    return Paragraph(" ".join(text.split()))
