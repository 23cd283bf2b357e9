"""Figures that were revised: what it means when an earlier vintage stands in for a figure."""

from __future__ import annotations

from crossfoot.figures import Key


def revised(*pairs: tuple[Key, Key]) -> str:
    """The caveat for figures (wanted, used) of which some stand in from another vintage; empty where none does."""
    others = sorted({used.id for wanted, used in pairs if wanted != used})
    return f"unless the figure was revised since ({', '.join(others)} stands in)" if others else ""
