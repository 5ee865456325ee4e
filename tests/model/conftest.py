"""A small scheme for the model's tests."""

import pytest

from coder.model.scheme import Channel, Code, Modifier, Pass, Scheme


def code(code_id: str, key: str, **fields: object) -> Code:
    return Code(id=code_id, key=key, title=code_id.capitalize(), **fields)


@pytest.fixture(scope="session")
def scheme() -> Scheme:
    by = Modifier(id="by", values=("child", "caregiver"))
    distress = Channel(
        id="distress",
        title="Distress",
        kind="state",
        exclusive=True,
        exhaustive=True,
        codes=(code("none", "n"), code("fuss", "f", modifiers=(by,)), code("cry", "c")),
    )
    voice = Channel(id="voice", title="Voice", kind="state", codes=(code("babble", "b"),))
    seeking = Channel(id="seeking", title="Seeking", kind="point", codes=(code("approach", "a"), code("bid", "d")))
    return Scheme(
        id="tiny",
        revision=1,
        title="Tiny",
        passes=(
            Pass(id="distress", title="Distress", channels=(distress, voice)),
            Pass(id="proximity", title="Proximity", channels=(seeking,)),
        ),
    )
