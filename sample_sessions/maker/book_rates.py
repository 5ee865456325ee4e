"""Expected rows of seeking proximity (M1) and positive interaction (M5)."""

from __future__ import annotations

from maker.bookkeeping import Book, Row, measured, per_minute, seen_status
from maker.grid import Mask, between, clean, ms, starts
from maker.tape import TICK_MS

APPROACH_GAP_MS = 3_000
SMILE_MERGE_MS, VOICE_MERGE_MS, EYE_MIN_MS = 150, 1_000, 500
POSITIVE = ("ep2", "ep3", "ep5", "ep8")


def seeking(book: Book) -> list[Row]:
    """Return the rows of proximity_rate and bids_rate."""
    reunion = between(book.n, 0, 0)
    for _, episode in book.episodes_of_kind("reunion"):
        if episode is not None:
            reunion[episode.on : episode.off] = True
    stress = (reunion | book.distress_mask) & book.presence
    window = stress & book.seen("proximity")
    approaches: list[int] = []
    for tick in book.points("approach"):
        apart = not approaches or (tick - approaches[-1]) * TICK_MS >= APPROACH_GAP_MS
        if window[tick] and not book.contact[tick] and apart:
            approaches.append(tick)
    bids = [tick for tick in book.points("bid") if window[tick]]
    everything = between(book.n, 0, book.n)
    cuts = [("session", "all", everything), ("session", "reunion", reunion), ("session", "distress", ~reunion)]
    for episode in book.tape.episodes:
        inside = between(book.n, episode.on, episode.off)
        if episode.kind == "reunion":
            cuts.append((episode.id, "reunion", inside))
        elif (stress & inside).any():
            cuts.append((episode.id, "distress", inside))
    rows = []
    for measure, times in (("proximity_rate", approaches), ("bids_rate", bids)):
        rows += [_rate(book, name, measure, part, times, stress & cut, window & cut) for name, part, cut in cuts]
        missing = [name for name, episode in book.episodes_of_kind("reunion") if episode is None]
        rows += [book.row(name, measure, "reunion") for name in missing]
    return rows


def _rate(book: Book, episode: str, measure: str, part: str, times: list[int], whole: Mask, seen: Mask) -> Row:
    count, exposure = sum(bool(seen[tick]) for tick in times), ms(seen)
    missing = seen_status(ms(whole), exposure)
    result = {"value": None, "status": missing} if missing else measured(per_minute(count, exposure))
    return book.row(episode, measure, part, n=count, exposure_ms=exposure, **result)


def positive(book: Book) -> list[Row]:
    """Return the rows of smiles, vocalisations, eye contact and their sum."""
    in_distress = book.distress_mask & book.raw_distress
    smiles = clean(book.states("affect", "smile"), SMILE_MERGE_MS, 0)
    voice = clean(book.states("voice", "vocalise_caregiver", "vocalise_other"), VOICE_MERGE_MS, 0)
    eyes = book.states("gaze", "look_face") & book.states("caregiver_gaze", "cg_looks_face")
    eyes = clean(eyes, 0, EYE_MIN_MS)
    kinds = {
        "smile": (starts(smiles), smiles, book.seen("affect")),
        "voc": ([tick for tick in starts(voice) if not in_distress[tick]], voice, book.seen("voice")),
        "eye": (starts(eyes), eyes, book.seen("gaze", "caregiver_gaze")),
    }
    rows = []
    for name in POSITIVE:
        episode = book.tape.episode(name)
        if episode is None:
            names = [f"{kind}_rate" for kind in kinds] + ["positive_rate", "smile_prop", "eye_prop"]
            rows += [book.row(name, measure) for measure in names]
            continue
        inside = between(book.n, episode.on, episode.off)
        rates = [_onsets(book, name, f"{kind}_rate", *kinds[kind], inside) for kind in kinds]
        rows += [*rates, _sum(book, name, rates)]
        rows += [_share(book, name, f"{kind}_prop", *kinds[kind], inside) for kind in ("smile", "eye")]
    return rows


def _onsets(book: Book, episode: str, measure: str, onsets: list[int], _: Mask, seen: Mask, inside: Mask) -> Row:
    return _rate(book, episode, measure, "all", onsets, inside, seen & inside)


def _share(book: Book, episode: str, measure: str, onsets: list[int], mask: Mask, seen: Mask, inside: Mask) -> Row:
    watched = seen & inside
    count, exposure = sum(bool(watched[tick]) for tick in onsets), ms(watched)
    missing = seen_status(ms(inside), exposure)
    result = {"value": None, "status": missing} if missing else measured(ms(mask & watched) / exposure)
    return book.row(episode, measure, n=count, exposure_ms=exposure, **result)


def _sum(book: Book, episode: str, rates: list[Row]) -> Row:
    counts = sum(row.n or 0 for row in rates)
    exposure = min(row.exposure_ms or 0 for row in rates)
    missing = next((row.status for row in rates if row.value is None), None)
    result = {"value": None, "status": missing} if missing else measured(sum(row.value or 0.0 for row in rates))
    return book.row(episode, "positive_rate", n=counts, exposure_ms=exposure, **result)
