"""A coder's own keys for codes; the scheme keeps its keys."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from coder.model.scheme import Channel, Code, Pass


def with_own_code_keys(pass_: Pass, own: Mapping[str, str]) -> Pass:
    """Return a pass with the keys a coder uses in place of the scheme's.

    Parameters
    ----------
    own : mapping of str to str
        Code id → key.
    """
    if not any(code.id in own for channel in pass_.channels for code in channel.codes):
        return pass_
    channels = tuple(_channel(channel, own) for channel in pass_.channels)
    return msgspec.structs.replace(pass_, channels=channels)


def _channel(channel: Channel, own: Mapping[str, str]) -> Channel:
    return msgspec.structs.replace(channel, codes=tuple(_code(code, own) for code in channel.codes))


def _code(code: Code, own: Mapping[str, str]) -> Code:
    return msgspec.structs.replace(code, key=own[code.id]) if code.id in own else code
