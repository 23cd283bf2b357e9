"""The measures of a draft: those that the code list has already, and those that the draft adds to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from crossfoot.drafting.slugs import ascii_of, slug_of
from crossfoot.period import PeriodError, parse_period
from crossfoot.records import LIST_MEASURE, PERCENT, RELATIVE, Measure, Scenario
from crossfoot.vocabulary import ScenarioKind

UNKNOWN_UNIT: Final = "unknown"
NOTE: Final = "draft: unit, kind and basis not confirmed"
PLAN: Final = "target"
_LONGEST_SLUG = 70
_NUMBERED: Final = re.compile(r" \([0-9]+\)$")
Entry = dict[str, str]


class Names:
    """Finds the measure for a label, or makes one. `measures` and `scenarios` are what is new."""

    def __init__(self, measures: Mapping[str, Measure], scenarios: Mapping[str, Scenario]) -> None:
        self.measures: dict[str, Entry] = {}
        self.scenarios: dict[str, Entry] = {}
        self._existing = dict(measures)
        self._last: dict[str, int] = {}
        self._last_of_stem: dict[str, int] = {}
        self._plan = next((code for code, scenario in scenarios.items() if scenario.kind is ScenarioKind.PLAN), "")
        self._codes = set(scenarios)
        self._by_label = {measure.name.casefold(): slug for slug, measure in measures.items()}

    def plan(self) -> str:
        """The code of a scenario for what is planned."""
        if not self._plan:
            self._plan = PLAN if self._free(PLAN) else f"{PLAN}-planned"
            self.scenarios[self._plan] = {"kind": "plan", "label": "planned"}
            self._codes.add(self._plan)
        return self._plan

    def measure(self, label: str, unit: str = "", kind: str = "flow", *, apart: bool = False) -> str:
        """The slug for a label. Without `unit` any unit will do; `apart` asks for one that nobody has used yet."""
        # What could not be named is not the same thing as anything else that could not.
        apart = apart or not label
        label = (_NUMBERED.sub("", label) if apart else label) or "figure"
        # Of many figures of one name the last number is remembered, so that the next is not counted from one.
        number = self._last.get(label.casefold(), 1) if apart else 1
        while True:
            name = label if number == 1 else f"{label} ({number})"
            slug = self._by_label.get(name.casefold()) or (self._alike(name) if number == 1 else None)
            if slug is None:
                self._last[label.casefold()] = number
                return self._add(name, unit, kind, number)
            if not apart and self._fits(slug, unit, kind):
                return slug
            number += 1

    def label(self, slug: str) -> str:
        """How a measure is called."""
        return self.measures[slug]["label"] if slug in self.measures else self._existing[slug].name if slug in self._existing else slug

    def unit(self, slug: str) -> str:
        """The unit of a measure."""
        return self.measures[slug]["unit"] if slug in self.measures else self._existing[slug].unit

    def _alike(self, label: str) -> str | None:
        """A measure whose slug this label makes: "all cargo" and "cargo" differ in no word that tells anything."""
        slug = slug_of(label)
        return slug if slug in self.measures or slug in self._existing else None

    def _fits(self, slug: str, unit: str, kind: str) -> bool:
        """Whether a measure is counted in this unit; a new one that nobody has given a unit yet takes it."""
        if not unit or self.unit(slug) == unit:
            return True
        if slug in self.measures and self.measures[slug]["unit"] == UNKNOWN_UNIT:
            self.measures[slug] = _entry(self.measures[slug]["label"], unit, kind)
            return True
        return False

    def _add(self, label: str, unit: str, kind: str, number: int) -> str:
        # The words of units and of numbers beside letters that no slug can hold still leave a name.
        slug = stem = slug_of(label) or slug_of(re.sub(r"\W+", " ", ascii_of(label))) or "figure"
        number = max(number, self._last_of_stem.get(stem, 1))
        if not self._free(slug) and number > 1:
            slug = f"{stem[:_LONGEST_SLUG]}-{number}"
        while not self._free(slug):
            number += 1
            slug = f"{stem[:_LONGEST_SLUG]}-{number}"
        self._last_of_stem[stem] = number
        self.measures[slug] = _entry(label, unit or UNKNOWN_UNIT, kind)
        self._by_label[label.casefold()] = slug
        return slug

    def _free(self, slug: str) -> bool:
        if slug in self._existing or slug in self.measures or slug in self._codes or slug in (*RELATIVE, LIST_MEASURE):
            return False
        try:
            parse_period(slug)
        except PeriodError:
            return True
        return False


def _entry(label: str, unit: str, kind: str) -> Entry:
    return {"label": label, "unit": unit, "kind": "rate" if unit == PERCENT else kind, "note": NOTE}
