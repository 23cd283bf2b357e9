"""The words for states, families and reasons, the same in every report."""

from __future__ import annotations

from crossfoot.house import FAMILY as HOUSE
from crossfoot.house import claimed_as
from crossfoot.record_checks import FAMILIES as RECORD_FAMILIES
from crossfoot.relations import FAMILIES
from crossfoot.report.shown import NOTE, shown
from crossfoot.report.states import State

STATE_WORDS = {
    State.FAILING: "in a finding",
    State.WAIVED: "accepted",
    State.STRAINED: "strained",
    State.CHECKED: "checked",
    State.NOT_CHECKED: "not checked",
}
FAILED_WORDS = dict(
    zip(
        RECORD_FAMILIES,
        (
            "The record differs from the print",
            "The text does not say so at that place",
            "Somebody else had the word there",
            "Numbers of the text are missing in the record",
            "A file of the data set has a fault",
            "There is less to check than there must be",
        ),
        strict=True,
    )
)
RECORD_WORDS = dict(
    zip(
        RECORD_FAMILIES,
        (
            "The recorded value is what was printed",
            "The text says so at that place",
            "The speaker had the word there",
            "Every number of the text is recorded",
            "The files can be read",
            "There is as much to check as there must be",
        ),
        strict=True,
    )
)


def family_words(slug: str) -> str:
    """What a family checks: the first line of its module."""
    if claimed_as(slug) == HOUSE:
        _, _, name = slug.partition("/")
        return f"Rules of the house{f': {name}' if name else ''}"
    module = FAMILIES.get(slug)
    return (module.__doc__ or slug).strip().splitlines()[0].rstrip(".") if module else slug


def reason_words(reason: str) -> str:
    """A reason without the names in it, so that alike ones stand together."""
    if reason.startswith("nobody printed "):
        return "a figure it needs was not printed, and nothing that was printed bounds it"
    if reason.startswith("the record it needs is broken"):
        return "the record it needs is broken"
    if reason.endswith("contradicts itself"):
        return "a figure in it contradicts itself"
    return shown(reason, NOTE)
