"""A small study to compare coders on: short sessions, every kind of channel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coder.agreement import AgreementReport, AgreementRow, Options, agreement_report
from coder.model.coding import Classification, Coding, Event, PassRecord, Rating
from coder.model.scheme import Channel, ClassificationForm, Code, EpisodeTemplate, Pass, Scale, Scheme
from coder.model.session import Episode, Participant, Session

Interval = tuple[int, int, str]


def codes(*ids: str) -> tuple[Code, ...]:
    return tuple(Code(id=id_, key="", title=id_) for id_ in ids)


SCHEME = Scheme(
    id="small",
    revision=1,
    title="Small",
    episodes=(EpisodeTemplate(id="ep1", kind="play"), EpisodeTemplate(id="ep2", kind="reunion")),
    passes=(
        Pass(
            id="mood",
            title="Mood",
            channels=(
                Channel(
                    id="mood",
                    title="Mood",
                    kind="state",
                    exclusive=True,
                    exhaustive=True,
                    unobservable="unobs",
                    codes=codes("x", "y", "z", "unobs"),
                ),
                Channel(id="touch", title="Touch", kind="state", exclusive=True, codes=codes("hold", "stroke")),
            ),
        ),
        Pass(
            id="toys",
            title="Toys",
            channels=(
                Channel(id="ball", title="Ball", kind="state", exhaustive=True, codes=codes("look", "grasp", "idle")),
                Channel(id="call", title="Calls", kind="point", codes=codes("cry", "smile")),
            ),
        ),
    ),
    scales=(Scale(id="warmth", title="Warmth", min=1, max=7, episodes=("ep1", "ep2")),),
    classifications=(ClassificationForm(id="kind", title="Kind", values=("A", "B", "C")),),
)
EPISODES = (
    Episode(id="ep1", kind="play", on=0, off=25),
    Episode(id="ep2", kind="reunion", on=30, off=60),
)


def session(id_: str = "s1", child: str = "c1", episodes: Sequence[Episode] = EPISODES) -> Session:
    return Session(id=id_, scheme=SCHEME.ref, participant=Participant(child=child), episodes=tuple(episodes))


def coding(
    coder: str,
    states: Iterable[Interval] = (),
    points: Iterable[tuple[int, str]] = (),
    *,
    of: str = "s1",
    coded: Iterable[tuple[int, int]] = ((0, 60),),
    ratings: Iterable[tuple[str, float]] = (),
    kind: str | None = None,
    finished: str = "",
    scheme: Scheme = SCHEME,
) -> Coding:
    """Return a coding; ids tell what an event is, such as ``x@5``."""
    events = [Event(id=f"{code}@{on}", code=code, on=on, off=off) for on, off, code in states]
    events += [Event(id=f"{code}@{on}#{i}", code=code, on=on) for i, (on, code) in enumerate(points)]
    passes = tuple(PassRecord(id=p.id, coded=tuple(coded), finished=finished) for p in scheme.passes)
    return Coding(
        session=of,
        coder=coder,
        scheme=scheme.ref,
        passes=passes,
        events=events,
        ratings=tuple(Rating(scale="warmth", episode=episode, value=value) for episode, value in ratings),
        classification=None if kind is None else Classification(value=kind),
    )


def report(
    codings: Iterable[Coding], sessions: Sequence[Session] = (), options: Options | None = None, **more: object
) -> AgreementReport:
    """Return the report of codings; 50 resamples are enough to see an interval."""
    chosen = options or Options(n_resamples=50, tol_ms=5, etol_ms=5)
    return agreement_report(codings, sessions or [session()], [SCHEME], chosen, **more)  # type: ignore[arg-type]


def row(
    found: AgreementReport,
    stat: str,
    *,
    family: str = "state",
    target: str = "mood",
    code: str = "",
    scope: str = "all",
    coders: tuple[str, str] = ("anna", "maria"),
) -> AgreementRow:
    """Return the one row of a figure."""
    (one,) = [
        r
        for r in found.agreement
        if (r.family, r.target, r.code, r.scope, r.coder_a, r.coder_b, r.stat)
        == (family, target, code, scope, *coders, stat)
    ]
    return one
