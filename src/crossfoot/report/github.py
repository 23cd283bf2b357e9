"""Annotations for a workflow of GitHub: commands on standard output that put findings beside the changed lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from crossfoot.check import Outcome
from crossfoot.gating.gate import Gate
from crossfoot.report.alerts import Alert, Level, Place, alerts, folder_in_repository
from crossfoot.report.comparison import Comparison, comparison_of
from crossfoot.report.sentence import count, spoken, statement_of
from crossfoot.report.shown import harmless
from crossfoot.report.states import states_of

# GitHub shows ten of each kind a step, and drops the rest without a word.
MOST: Final = 10
_SHOWN: Final[tuple[Level, ...]] = ("error", "warning")
_TITLE: Final = "crossfoot"


def render(outcome: Outcome, *, strict: bool = False, gate: Gate | None = None) -> str:
    """The commands, one a line: at most ten errors, ten warnings, and a notice with the verdict and what was left out.

    With a `gate`, those in changed files come first: GitHub shows them beside the change.
    """
    folder = folder_in_repository(outcome.dataset)
    files = {f"{folder}/{name}" if folder else name for name in (gate.changed if gate else ())}
    found = sorted(alerts(outcome, strict=strict), key=lambda alert: alert.place.path not in files)
    compared = [comparison_of(gate)] if gate else []
    return "".join(f"{line}\n" for line in (*_commands(outcome, found), *(_compared(one) for one in compared)))


def _compared(found: Comparison) -> str:
    """What changed, in a sentence; a warning where nothing could be compared."""
    said = "\n".join(filter(None, [found.sentence, found.fault]))
    return _command("warning" if found.fault else "notice", {"title": f"{_TITLE}: gate"}, said)


def _commands(outcome: Outcome, found: Iterable[Alert]) -> Iterator[str]:
    by_level = {level: [alert for alert in found if alert.level == level] for level in _SHOWN}
    for level, some in by_level.items():
        yield from (_annotation(level, alert) for alert in some[:MOST])
    statement = statement_of(outcome, states_of(outcome))
    if statement.status == "undecided":
        yield _command("error", {"title": _TITLE}, statement.sentence)
    yield _command("notice", {"title": _TITLE}, "\n".join([statement.sentence, *_rest(by_level)]))


def _annotation(level: Level, alert: Alert) -> str:
    return _command(level, {**_place(alert.place), "title": f"{_TITLE}: {alert.family}"}, "\n".join(alert.message))


def _place(place: Place) -> dict[str, str]:
    return {"file": place.path, "line": str(place.line), **({"col": str(place.column)} if place.column else {})}


def _rest(by_level: Mapping[Level, list[Alert]]) -> Iterator[str]:
    left = [count(len(some) - MOST, f"more {level}", f"more {level}s") for level, some in by_level.items() if len(some) > MOST]
    if left:
        yield f"Not shown: {spoken(left)}, as a step shows {MOST} of each; the report has them all."


def _command(name: str, properties: Mapping[str, str], message: str) -> str:
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {given}::{_data(message)}"


def _data(text: str) -> str:
    """A message as one line. The percent sign first: else a label could bring its own `%0A`."""
    return harmless(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property, which ends at a comma or a colon."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace(":", "%3A").replace(",", "%2C")
