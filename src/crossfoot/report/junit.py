"""junit.xml: the run for build servers, one test case an item, in the shape of pytest's own so that they read both."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree as ET

from crossfoot.check import Outcome
from crossfoot.items import SKIPPED, Item, items_of
from crossfoot.report.shown import NOTE, lines, shown
from crossfoot.vocabulary import Verdict

PREFIX: Final = "crossfoot"
NOTHING: Final = "nothing was decided: no figure could be held against another, so this run is not green (exit code 5)"
# What XML 1.0 cannot hold, not even as a character reference.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(outcome: Outcome, *, strict: bool = False) -> str:
    """The text of junit.xml; the same outcome gives the same bytes, so no case has a time and no suite a date or a machine."""
    suites: dict[str, list[Item]] = {}
    for item in items_of(outcome):
        suites.setdefault(item.family, []).append(item)
    elements = [_suite(family, (_case(item, strict=strict) for item in items)) for family, items in suites.items()]
    if outcome.exit_code(strict=strict) == 5:  # noqa: PLR2004 - the exit code for it
        # Servers call a run green in which everything was skipped.
        elements.append(_suite("run", [_undecided()]))
    root = ET.Element("testsuites", {"name": PREFIX, **_counts(elements, ("tests", "failures", "errors")), "time": "0"})
    root.extend(elements)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(family: str, cases: Iterable[ET.Element]) -> ET.Element:
    cases = list(cases)
    counts = {
        "errors": sum(case.find("error") is not None for case in cases),
        "failures": sum(case.find("failure") is not None for case in cases),
        "skipped": sum(case.find("skipped") is not None for case in cases),
        "tests": len(cases),
    }
    suite = ET.Element("testsuite", {"name": _clean(family), **{name: str(number) for name, number in counts.items()}, "time": "0"})
    suite.extend(cases)
    return suite


def _counts(suites: Iterable[ET.Element], names: Iterable[str]) -> dict[str, str]:
    suites = list(suites)
    return {name: str(sum(int(suite.attrib[name]) for suite in suites)) for name in names}


def _case(item: Item, *, strict: bool) -> ET.Element:
    case = _named(item.family, item.id)
    properties = ET.SubElement(case, "properties")
    ET.SubElement(properties, "property", {"name": PREFIX, "value": _clean(f"{item.verdict} {item.id}")})
    if item.fails(strict=strict):
        _said(case, "failure", item.verdict, item.message)
    elif item.verdict in SKIPPED:
        _said(case, "skipped", item.verdict, item.reason, body=False)
    elif item.verdict is Verdict.WAIVED:
        # Like an expected failure of pytest's: skipped, with why it is accepted, and in the body what is.
        _said(case, "skipped", item.verdict, item.reason, item.message)
    elif item.verdict is Verdict.STRAINED:
        ET.SubElement(case, "system-out").text = _text([f"strained: {shown(item.reason, NOTE)}", *lines(item.message)])
    return case


def _undecided() -> ET.Element:
    case = _named("run", "run/something-is-decided")
    _said(case, "error", "undecided", NOTHING)
    return case


def _named(family: str, name: str) -> ET.Element:
    return ET.Element("testcase", {"classname": _clean(f"{PREFIX}.{family}"), "name": _clean(name), "time": "0"})


def _said(case: ET.Element, tag: str, kind: str, message: str, more: str = "", *, body: bool = True) -> None:
    """What was found: its first line as the attribute, which servers list, and all of it as the text."""
    said = lines(message)
    element = ET.SubElement(case, tag, {"type": f"{PREFIX}.{kind}", "message": _clean(said[0] if said else "")})
    if body:
        element.text = _text([*said, *lines(more)])


def _text(said: Iterable[str]) -> str:
    return _clean("\n".join(said))


def _clean(text: str) -> str:
    """A text that XML can hold; what it cannot is named."""
    return _ILLEGAL.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)
