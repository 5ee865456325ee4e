"""The save state in words."""

from __future__ import annotations

from coder.app.writer import SaveState


def save_words(state: SaveState) -> tuple[str, str]:
    """Return what the status bar says, and its tone: "ok" or "warn"."""
    if state.kind == "waiting":
        edits = "1 edit" if state.waiting == 1 else f"{state.waiting:,} edits"
        return f"Not saved: {edits} waiting", "warn"
    if state.kind == "saving":
        return "Saving…", "ok"
    edits = "1 edit" if state.edits == 1 else f"{state.edits:,} edits"
    return f"All changes saved · journal {edits}", "ok"
