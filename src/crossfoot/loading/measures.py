"""Reading measures.yaml: the code list of measures and scenarios.

What is handed on can be trusted: every slug a measure names is a measure of the same kind of unit, and no measure is a part of
itself. A reference that fails is left out beside its problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crossfoot.infile import fatal, read_bytes
from crossfoot.loading.wording import build, nearest, yaml_spot
from crossfoot.period import PeriodError, parse_period
from crossfoot.problems import Problem
from crossfoot.records import LIST_MEASURE, RELATIVE, SLUG, Measure, Scenario, show
from crossfoot.yamlfile import LIMIT, Where, YamlFile, parse_yaml

FILE = "measures.yaml"
# Of these a measure and the other one must be counted in one unit, or their sum means nothing.
_SAME_UNIT = frozenset({"part_of", "partitions", "adds_to", "feeds"})
_WHOLES = frozenset({"part_of", "partitions"})


@dataclass(frozen=True, slots=True)
class CodeList:
    """The readable measures and scenarios; `broken` are slugs whose entries could not be read."""

    measures: Mapping[str, Measure]
    scenarios: Mapping[str, Scenario]
    broken: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reference:
    """One mention of another measure: `field` is where it stands in the entry, such as (partitions, sector, 0)."""

    measure: str
    field: Where
    target: str

    @property
    def where(self) -> Where:
        return ("measures", self.measure, *self.field)

    @property
    def edge(self) -> tuple[str, str]:
        """Part and whole."""
        return (self.target, self.measure) if self.field[0] == "partitions" else (self.measure, self.target)


def load_measures(root: Path) -> CodeList:
    """Read measures.yaml of a resolved folder.

    Raises:
        ProjectError: the file is missing or is not a mapping with `measures`.
    """
    file = parse_yaml(read_bytes(root, FILE, limit=LIMIT), FILE)
    top = file.value
    if not isinstance(top, dict) or not isinstance(top.get("measures"), dict):
        fatal(FILE, "found no mapping `measures`, expected one with an entry for each measure", "bad-measures", 1, 1)
    problems = [*file.problems, *_unknown_parts(file, top)]
    scenarios, some = _scenarios(file, top.get("scenarios"))
    problems += some
    measures, some = _measures(file, top["measures"], scenarios)
    problems += some
    broken = frozenset(top["measures"]) - frozenset(measures)
    measures, some = _check_references(file, measures, broken)
    return CodeList(measures, scenarios, broken, (*problems, *some))


def _unknown_parts(file: YamlFile, top: dict[str, Any]) -> Iterator[Problem]:
    for name in top:
        if name not in ("measures", "scenarios"):
            message = f"found the unknown part {show(name)}, expected measures and scenarios; remove it or correct its name"
            yield yaml_spot(file, ()).problem((name,), message, "unknown-field", key=True)


def _scenarios(file: YamlFile, entries: object) -> tuple[dict[str, Scenario], list[Problem]]:
    if entries is None:
        return {}, []
    if not isinstance(entries, dict):
        return {}, [
            yaml_spot(file, ("scenarios",)).problem((), "found no mapping, expected one with an entry for each scenario", "bad-scenarios")
        ]
    found, problems = {}, []
    for code, entry in entries.items():
        spot = yaml_spot(file, ("scenarios", code))
        scenario, wrong = build(Scenario, entry, spot)
        ambiguous = _ambiguous(code, ())
        if ambiguous:
            wrong.append(spot.problem((), ambiguous, "ambiguous-name", key=True))
        if not SLUG.fullmatch(code):
            message = f"found the name {show(code)}, expected lower-case letters, digits and single hyphens, such as target"
            wrong.append(spot.problem((), message, "bad-slug", key=True))
        problems += wrong
        if scenario is not None and not wrong:
            found[code] = scenario
    return found, problems


def _measures(file: YamlFile, entries: dict[str, Any], scenarios: Mapping[str, Scenario]) -> tuple[dict[str, Measure], list[Problem]]:
    found, problems = {}, []
    for slug, entry in entries.items():
        spot = yaml_spot(file, ("measures", slug))
        measure, wrong = build(Measure, entry, spot, {"slug": slug})
        ambiguous = _ambiguous(slug, scenarios)
        if ambiguous:
            wrong.append(spot.problem((), ambiguous, "ambiguous-name", key=True))
        problems += wrong
        if measure is not None and not wrong:
            found[slug] = measure
    return found, problems


def _ambiguous(name: str, others: Iterable[str]) -> str:
    """`versus` and `minus` name periods, measures and scenarios alike, so no name may be two of them."""
    if name in (*RELATIVE, LIST_MEASURE):
        return f"found the name {show(name)}, which has a meaning of its own; choose another one"
    if name in others:
        return f"found {show(name)} as a measure and as a scenario, expected one of them; rename one"
    try:
        parse_period(name)
    except PeriodError:
        return ""
    return f"found the name {show(name)}, which reads as a period; choose another one"


def _references(measure: Measure) -> Iterator[_Reference]:
    for field in ("adds_to", "feeds", "mean_over"):
        target = getattr(measure, field)
        if target:
            yield _Reference(measure.slug, (field,), target)
    for field in ("part_of", "quotient_of", "balance_of"):
        for index, target in enumerate(getattr(measure, field) or ()):
            yield _Reference(measure.slug, (field, index), target)
    for name, parts in measure.partitions.items():
        for index, target in enumerate(parts):
            yield _Reference(measure.slug, ("partitions", name, index), target)


def _check_references(file: YamlFile, measures: dict[str, Measure], broken: frozenset[str]) -> tuple[dict[str, Measure], list[Problem]]:
    """The measures without the references that fail, and why they fail."""
    spot = yaml_spot(file, ())
    problems: list[Problem] = []
    good: list[_Reference] = []
    bad: list[_Reference] = []
    for measure in measures.values():
        seen: set[tuple[Where, str]] = set()
        for reference in _references(measure):
            message, rule = _fault(reference, measures, broken, seen)
            seen.add((reference.field[:-1], reference.target))
            if message:
                problems.append(spot.problem(reference.where, message, rule))
            (bad if message or reference.target in broken else good).append(reference)
    for cycle in _cycles([reference.edge for reference in good if reference.field[0] in _WHOLES]):
        problems.append(spot.problem(("measures", cycle[0]), _cycle_message(cycle), "cyclic-parts", key=True))
        members = set(cycle)
        bad += [reference for reference in good if reference.field[0] in _WHOLES and members.issuperset(reference.edge)]
    return {slug: _without(measure, bad) for slug, measure in measures.items()}, problems


def _fault(reference: _Reference, measures: Mapping[str, Measure], broken: frozenset[str], seen: set[tuple[Where, str]]) -> tuple[str, str]:
    """Message and rule, or nothing."""
    target, field = reference.target, str(reference.field[0])
    if target in broken:
        return "", ""
    if target not in measures:
        return f"found the unknown measure {show(target)}, expected one of this file{nearest(target, measures)}", "unknown-measure"
    if field in _WHOLES and (reference.field[:-1], target) in seen:
        return f"found {show(target)} a second time in the same list, expected it once; remove one", "duplicate-part"
    own, other = measures[reference.measure].unit, measures[target].unit
    if field in _SAME_UNIT and own != other:
        return f"found {show(target)}, which is counted in {other}, expected a measure in {own}; correct one of the units", "unlike-units"
    return "", ""


def _cycle_message(cycle: list[str]) -> str:
    chain = ", which is a part of ".join([*cycle, cycle[0]])
    return f"found {chain}; expected no measure to be a part of itself; remove one of these references"


def _cycles(edges: Iterable[tuple[str, str]]) -> Iterator[list[str]]:
    """Cycles of the part-whole graph that share no member, each starting at its first slug, in a fixed order."""
    wholes: dict[str, set[str]] = {}
    for part, whole in edges:
        wholes.setdefault(part, set()).add(whole)
    while wholes := _trimmed(wholes):
        path = [min(wholes)]
        while (step := min(wholes[path[-1]])) not in path:
            path.append(step)
        cycle = path[path.index(step) :]
        turn = cycle.index(min(cycle))
        yield cycle[turn:] + cycle[:turn]
        wholes = {part: some - set(cycle) for part, some in wholes.items() if part not in cycle}


def _trimmed(wholes: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Without the slugs that lead nowhere, so that every one left leads into a cycle."""
    left = {part: set(some) for part, some in wholes.items()}
    while True:
        ends = {part for part, some in left.items() if not some & left.keys()}
        if not ends:
            return {part: some & left.keys() for part, some in left.items()}
        left = {part: some for part, some in left.items() if part not in ends}


def _without(measure: Measure, bad: Iterable[_Reference]) -> Measure:
    """The measure without failed references; a partition with one failed part is no longer exhaustive, so it goes as a whole."""
    fields = [reference.field for reference in bad if reference.measure == measure.slug]
    if not fields:
        return measure
    gone = {field[0] for field in fields}
    changed: dict[str, object] = {str(name): None for name in gone if name not in _WHOLES}
    if "part_of" in gone:
        changed["part_of"] = tuple(slug for index, slug in enumerate(measure.part_of) if ("part_of", index) not in fields)
    lost = {field[1] for field in fields if field[0] == "partitions"}
    changed["partitions"] = {name: parts for name, parts in measure.partitions.items() if name not in lost}
    return measure.model_copy(update=changed)
