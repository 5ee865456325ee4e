"""The five measures of the second computation, one function each; see `tests.metrics.oracle`."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from coder.model.session import Episode
from tests.metrics.oracle import CELL, PLAY, Cells, Grid, clean, in_cells, middle, runs, span
from tests.metrics.oracle_book import PER_MINUTE, Book


def seeking(book: Book) -> None:
    g = book.g
    reunion = set().union(*(g.of(e) for e in g.session.episodes if e.kind == "reunion"))
    distress = set().union(*(span(on, off) for on, off in g.de))
    whole = (reunion | distress) & g.presence
    for measure, roles in (("proximity_rate", ["approach", "contact"]), ("bids_rate", ["approach", "contact", "bid"])):
        book.not_bound(measure, [*roles, "distress"])
        if not all(g.role(name).bound for name in roles):
            continue
        seen = whole & g.o("approach", "contact")
        counted = sorted(g.role("bid").points & seen)
        if measure == "proximity_rate":
            counted = []
            for t in sorted(g.role("approach").points & seen):
                if t not in g.role("contact").cells and (not counted or t - counted[-1] >= g.p["approach_gap"]):
                    counted.append(t)
        targets = [("session", "all", whole), ("session", "reunion", whole & reunion)]
        targets.append(("session", "distress", whole - reunion))
        for episode in g.session.episodes:
            if episode.kind == "reunion":
                targets.append((episode, "reunion", whole & g.of(episode)))
            elif whole & g.of(episode):
                targets.append((episode, "distress", whole & g.of(episode)))
        for episode, part, window in targets:
            if part != "reunion" and not g.role("distress").bound:
                continue
            if not book.coded(roles) or (part != "reunion" and not g.distress.coded):
                book.put(episode, measure, "not_coded", part)
                continue
            here = window & seen
            n = sum(t in here for t in counted)
            rate = n / (len(here) / PER_MINUTE) if here else 0
            book.number(episode, measure, rate, len(here), book.too_little(len(window), len(here)), n=n, part=part)
        book.not_run(measure, ["reunion"], "reunion")


def secure_base(book: Book) -> None:
    g = book.g
    measures = ["sb_time", "sb_prop", "checks", "check_rate", "x_time", "x_prop", "x_longest", "check_gap"]
    roles = ["explore", "check_back"]
    if sum(book.not_bound(measure, roles) for measure in measures):
        return
    for measure in measures:
        book.not_run(measure, g.p["base_episodes"])
    flags = {"not_subtracted"} if g.subtracting()[1] else set()
    role = g.role("check_back")
    looks = g.onsets(clean(role.cells, g.p["look_merge"], g.p["look_min"]), role.states) | role.points
    for base in book.chosen(g.p["base_episodes"]):
        if not book.coded(roles):
            for measure in measures:
                book.put(base, measure, "not_coded")
            continue
        window = g.of(base) & g.presence
        a = window & g.o(*roles)
        x = g.exploring() & a
        ends = [off for _, off in runs(x)]
        checks = sorted(
            t for t in looks if t in a and (t in x or any(0 <= t - off <= g.p["check_lag"] for off in ends))
        )
        reach = g.p["check_reach"]
        sb = {cell for cell in x if any(t - reach <= cell < t + reach for t in checks)}
        gaps = [later - t for t, later in pairwise(checks)]
        longest = max((off - on for on, off in runs(x)), default=0)
        missing = book.too_little(len(window), len(a))
        n, spans = len(checks), len(runs(x))
        none = missing or ("" if x else "na_no_exposure")
        few = missing or ("" if gaps else "na_no_exposure")
        rate = n / (len(x) / PER_MINUTE) if x else 0
        for measure, value, count, exposure, why in (
            ("sb_time", len(sb) * CELL, n, a, missing),
            ("sb_prop", len(sb) / max(len(a), 1), n, a, missing),
            ("checks", n, n, a, missing),
            ("check_rate", rate, n, x, none),
            ("x_time", len(x) * CELL, spans, a, missing),
            ("x_prop", len(x) / max(len(a), 1), spans, a, missing),
            ("x_longest", longest * CELL, spans, a, missing),
            ("check_gap", middle(gaps) * CELL, len(gaps), a, few),
        ):
            book.number(base, measure, value, len(exposure), why, n=count, flags=flags)


def comfort(book: Book) -> None:
    g = book.g
    found = []
    for de, spell, t0, t1, flags in _meetings(g):
        unseen = g.scored - g.o("approach", "bid", "contact") if _bound(g, "approach", "bid", "contact") else set()
        status, end = _wait(g, de, spell, t0, t1, unseen)
        found.append(_latency(de, spell, t0, t1, status, end, unseen, flags))
    _latencies(book, "comfort_latency", ["distress", "approach", "bid", "contact"], found)


def _bound(g: Grid, *roles: str) -> bool:
    return all(g.role(name).bound for name in roles)


def _meetings(g: Grid) -> list[tuple[Any, ...]]:
    found = []
    for spell in g.spells:
        for de in g.de:
            if de[0] < spell[1] and spell[0] < de[1]:
                left, right = g.de_cut(de)
                flags = {"at_entry" if de[0] < spell[0] else "within"}
                flags |= {name for name, cut in (("left_cut", left), ("right_cut", right)) if cut}
                found.append((de, spell, max(de[0], spell[0]), min(de[1], spell[1]), flags))
    return found


def _wait(g: Grid, de: Any, spell: Any, t0: int, t1: int, unseen: Cells) -> tuple[str, int | None]:
    contact, states = g.role("contact").cells, g.role("contact").states
    began = g.onsets(contact, states)
    if t0 in contact and t0 not in began:
        return "na_already_contact", None
    for t in range(t0, t1):
        by = {s.event.mods.get("by") for s in states if t in began and in_cells(s.event.on) == t}
        if t in g.role("approach").points or t in g.role("bid").points or "child" in by:
            return "event", t
        if "caregiver" in by:
            return "competing:caregiver", t
        if by:
            return "needs_initiator", None
    if len(span(t0, t1) & unseen) * 2 > t1 - t0:
        return "insufficient_obs", None
    if de[1] <= spell[1] and not g.de_cut(de)[1]:
        return "competing:self_recovered", t1
    return "right_censored", t1


def _latency(
    de: Any, spell: Any, t0: int, t1: int, status: str, end: int | None, unseen: Cells, flags: set[str]
) -> dict[str, Any]:
    time = None if end is None else end - t0
    lower = time
    gap = [] if end is None else sorted(unseen & span(t0, end))
    if gap:
        lower, flags = gap[0] - t0, flags | {"interval_censored"}
    upper = time if status == "event" else None
    return {"de": de, "spell": spell, "t0": t0, "t1": t1, "status": status, "time": time} | {
        "lower": lower,
        "upper": upper,
        "flags": flags,
    }


def _latencies(book: Book, measure: str, roles: list[str], found: list[dict[str, Any]], planned: bool = True) -> None:
    g = book.g
    if book.not_bound(measure, roles):
        return
    if planned:
        book.not_run(measure, ["reunion"])
    with_caregiver = [e for e in g.session.episodes if "caregiver" in e.present]
    if not book.coded(roles):
        for target in ["session", *with_caregiver]:
            book.put(target, measure, "not_coded")
        return
    for one in found:
        one["episode"] = next(e for e in g.session.episodes if in_cells(e.off) > one["t0"])
        book.opportunities.append(one | {"measure": measure})
    met = set().union(*(span(on, off) for on, off in g.de))
    _latency_row(book, measure, "session", found, g.presence, bool(met & g.scored))
    for episode in with_caregiver:
        own = [one for one in found if one["episode"] is episode]
        _latency_row(book, measure, episode, own, g.of(episode), bool(met & g.of(episode)))


def _latency_row(book: Book, measure: str, target: Any, own: list[Any], window: Cells, met: bool) -> None:
    if not own:
        status = "na_no_exposure" if met or not window else "na_no_distress"
        if window and not window & book.g.distress.observed:
            status = "insufficient_obs"
        book.put(target, measure, status, n=0, exposure_ms=0)
        return
    first = own[0]
    times = {name: None if first[name] is None else first[name] * CELL for name in ("time", "lower", "upper")}
    book.put(
        target,
        measure,
        first["status"],
        value=times["time"] if first["status"] == "event" else None,
        n=len(own),
        exposure_ms=(first["t1"] - first["t0"]) * CELL,
        lower_ms=times["lower"],
        upper_ms=times["upper"],
        flags=first["flags"],
    )


def calmings(g: Grid) -> list[dict[str, Any]]:
    """Every distress episode × spell, with when its clock starts and whether calm came."""
    start = g.p["soothe_from"]
    unseen = g.scored - g.distress.observed
    found, spells = [], set()
    for de, spell, t0, t1, flags in _meetings(g):
        flags = flags | ({"relapse"} if spell in spells else set())
        spells.add(spell)
        if start != "reunion":
            starts = [t for t in range(t0, t1) if t in g.role(start).cells]
            if not starts:
                found.append(_latency(de, spell, t0, t1, "na_no_exposure", None, set(), flags | {"no_comfort"}))
                continue
            t0 = starts[0]
        calm = span(de[1], de[1] + g.p["calm"])
        calmed = de[1] + g.p["calm"] <= spell[1] and not calm & unseen and not g.de_cut(de)[1]
        found.append(_latency(de, spell, t0, t1, "event" if calmed else "right_censored", t1, set(), flags))
    return found


def soothing(book: Book) -> None:
    g = book.g
    start = g.p["soothe_from"]
    _latencies(book, "calm_latency", ["distress"] if start == "reunion" else ["distress", start], calmings(g))
    reunions = [e for e in g.session.episodes if e.kind == "reunion"]
    for measure, role in (("distress_prop", "distress"), ("to_play", "explore")):
        if book.not_bound(measure, [role]):
            continue
        book.not_run(measure, ["reunion"])
        for episode in reunions:
            if not book.coded([role]):
                book.put(episode, measure, "not_coded")
            elif measure == "distress_prop":
                seen = g.of(episode) & g.distress.observed
                cells = g.d & seen
                why = book.too_little(len(g.of(episode)), len(seen))
                book.number(episode, measure, len(cells) / max(len(seen), 1), len(seen), why, n=len(runs(cells)))
            else:
                _to_play(book, episode)


def _to_play(book: Book, episode: Episode) -> None:
    g = book.g
    flags = {"not_subtracted"} if g.subtracting()[1] else set()
    window = g.of(episode) & g.presence
    if not window:
        book.put(episode, "to_play", "na_no_exposure", n=1, exposure_ms=0, flags=flags)
        return
    t0, t1 = in_cells(episode.on), in_cells(episode.off)
    seen = window & g.o("explore")
    starts = [on for on, off in runs(g.exploring() & seen) if off - on >= PLAY]
    unseen = window - seen
    status, end = ("event", starts[0]) if starts else ("right_censored", t1)
    if not starts and len(unseen) * 2 > len(window):
        status, end = "insufficient_obs", None
    one = _latency((0, 0), (0, 0), t0, t1, status, end, unseen, flags)
    times = {name: None if one[name] is None else one[name] * CELL for name in ("time", "lower", "upper")}
    book.put(
        episode,
        "to_play",
        status,
        value=times["time"] if starts else None,
        n=1,
        exposure_ms=len(window) * CELL,
        lower_ms=times["lower"],
        upper_ms=times["upper"],
        flags=one["flags"],
    )


def positive(book: Book) -> None:
    g = book.g
    wanted = g.p["positive_episodes"]
    smile, voice = g.role("smile"), g.role("vocalise")
    child, caregiver = g.role("gaze_partner"), g.role("partner_gaze")
    smiling = clean(smile.cells, g.p["smile_merge"], 0)
    voicing = clean(voice.cells, g.p["voc_merge"], 0)
    mutual = clean(child.cells & caregiver.cells, 0, g.p["eye_min"])
    both_cut = any(s.left_cut for s in child.states) and any(s.left_cut for s in caregiver.states)
    eyes = {on for on, _ in runs(mutual) if not (both_cut and on == g.begin)}
    voiced = (g.onsets(voicing, voice.states) | voice.points) - g.d
    lost = set() if g.distress.coded else {"not_subtracted"}
    three = (
        ("smile_rate", "smile_prop", ["smile"], smiling, g.onsets(smiling, smile.states) | smile.points, set()),
        ("voc_rate", None, ["vocalise"], voicing, voiced, lost),
        ("eye_rate", "eye_prop", ["gaze_partner", "partner_gaze"], mutual, eyes, set()),
    )
    for rate, prop, roles, cells, onsets, flags in three:
        for measure in filter(None, (rate, prop)):
            if book.not_bound(measure, roles):
                continue
            book.not_run(measure, wanted)
            for episode in book.chosen(wanted):
                if not book.coded(roles):
                    book.put(episode, measure, "not_coded")
                    continue
                seen = g.of(episode) & g.o(*roles)
                n = len(onsets & seen)
                value = len(cells & seen) / max(len(seen), 1)
                if measure == rate:
                    value = n / (len(seen) / PER_MINUTE) if seen else 0
                why = book.too_little(len(g.of(episode)), len(seen))
                book.number(episode, measure, value, len(seen), why, n=n, flags=flags)
    if book.not_bound("positive_rate", ["smile", "vocalise", "gaze_partner", "partner_gaze"]):
        return
    book.not_run("positive_rate", wanted)
    for episode in book.chosen(wanted):
        rows = [book.rows[episode.id, rate, "all"] for rate, *_ in three]
        missing = next((row["status"] for row in rows if row["value"] is None), "")
        flags = {"not_subtracted"} & set().union(*(row["flags"] for row in rows))
        if missing == "not_coded":
            book.put(episode, "positive_rate", missing, flags=flags)
            continue
        known = [row for row in rows if row["n"] is not None]
        book.number(
            episode,
            "positive_rate",
            sum(row["value"] or 0 for row in rows),
            min(row["exposure_ms"] for row in known) // CELL,
            missing,
            n=sum(row["n"] for row in known),
            flags=flags,
        )
