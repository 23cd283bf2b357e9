"""Reading one document's folder: its header, claims, mentions and text. What names them is read later, in `notes`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crossfoot.csvfile import CsvFile, parse_csv
from crossfoot.infile import LARGEST
from crossfoot.loading.files import Files
from crossfoot.loading.measures import CodeList
from crossfoot.loading.rows import (
    CLAIM_COLUMNS,
    MENTION_COLUMNS,
    Names,
    bad_defaults,
    out_of_order,
    read_claims,
    read_mentions,
    spans_of,
    unique,
)
from crossfoot.loading.spans import Placed, overlaps
from crossfoot.loading.text import Attached, attach
from crossfoot.loading.wording import Spot, build, nearest, yaml_spot
from crossfoot.problems import Problem, ProjectError
from crossfoot.records import Claim, DocumentHeader, Mention, show
from crossfoot.yamlfile import LIMIT as YAML_LIMIT
from crossfoot.yamlfile import Where, YamlFile, parse_yaml

HEADER, CLAIMS, MENTIONS = "document.yaml", "claims.csv", "mentions.csv"


@dataclass(frozen=True, slots=True)
class Content:
    """What a document's folder holds, before relations and waivers. `ids` are all ids of its rows, also of those left out."""

    slug: str
    header: DocumentHeader
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    broken_spans: tuple[tuple[int, int], ...]
    ids: frozenset[str]
    attached: Attached
    problems: tuple[Problem, ...]


def read_content(root: Path, slug: str, codes: CodeList, sources: Path | None) -> Content:
    """Read header, rows and text of a document.

    Raises:
        ProjectError: with every file of the folder that cannot be read at all.
    """
    files = Files(root, slug)
    header_file = files.read(HEADER, YAML_LIMIT, parse_yaml)
    advice = f"create it with the header {','.join(CLAIM_COLUMNS)}"
    claims_file = files.read(CLAIMS, LARGEST, lambda data, path: parse_csv(data, path, CLAIM_COLUMNS), advice)
    mentions_file = files.read_if_there(MENTIONS, LARGEST, lambda data, path: parse_csv(data, path, MENTION_COLUMNS))
    header = None if header_file is None else files.take(_header, header_file)
    attached = None
    if header is not None and header_file is not None:
        spot = yaml_spot(header_file, ())
        attached = files.take(lambda head: attach(root, slug, head, spot, sources), header)
    if header_file is None or header is None or claims_file is None or attached is None or files.problems:
        raise ProjectError(files.problems)
    mentions_file = mentions_file or CsvFile(f"{slug}/{MENTIONS}", (), ())
    return _content(slug, header_file, header, (claims_file, mentions_file), Names(codes, header), attached)


def _content(
    slug: str, header_file: YamlFile, header: DocumentHeader, files: tuple[CsvFile, CsvFile], names: Names, attached: Attached
) -> Content:
    claims_file, mentions_file = files
    taken: dict[str, str] = {}
    claim_rows, twice = unique(claims_file.rows, claims_file.path, taken)
    mention_rows, also_twice = unique(mentions_file.rows, mentions_file.path, taken)
    claims, wrong = read_claims(claim_rows, slug, claims_file.path, names)
    mentions, also_wrong = read_mentions(mention_rows, slug, mentions_file.path, names)
    problems = [*header_file.problems, *claims_file.problems, *mentions_file.problems, *twice, *also_twice, *wrong, *also_wrong]
    problems += _header_problems(header, yaml_spot(header_file, ()), has_spans=any(claim.span for claim in claims))
    problems += _place_problems((claims_file, claims), (mentions_file, mentions))
    broken = [
        *spans_of(claims_file.rows, {claim.line for claim in claims}),
        *spans_of(mentions_file.rows, {mention.line for mention in mentions}),
    ]
    unread = {problem.record for problem in (*claims_file.problems, *mentions_file.problems) if problem.record}
    problems += attached.problems
    return Content(slug, header, tuple(claims), tuple(mentions), tuple(broken), frozenset(taken) | unread, attached, tuple(problems))


def _header(file: YamlFile) -> DocumentHeader:
    header, problems = build(DocumentHeader, file.value, yaml_spot(file, ()))
    if header is None:
        raise ProjectError([_as_fatal(problem) for problem in problems])
    return header


def _as_fatal(problem: Problem) -> Problem:
    return Problem(problem.path, problem.line, problem.column, problem.message, problem.rule, problem.record, fatal=True)


def _header_problems(header: DocumentHeader, spot: Spot, *, has_spans: bool) -> Iterator[Problem]:
    """Faults between the fields of a header, none of which stops the rest."""
    yield from bad_defaults(header, spot)
    before = -1
    for index, turn in enumerate(header.turns):
        if turn.start <= before:
            message = f"found a turn at {turn.start} after one at {before}, expected the turns in order of position; move it"
            yield spot.problem(("turns", index, 0), message, "turn-order")
        if header.source is not None and turn.start >= header.source.chars:
            message = f"found a turn at {turn.start}, expected less than {header.source.chars}, the length of the source text"
            yield spot.problem(("turns", index, 0), message, "offset-out-of-range")
        before = max(before, turn.start)
        yield from unknown_speaker(turn.speaker, header, spot, ("turns", index, 1))
    for index, pair in enumerate(header.maybe_same):
        for position, speaker in enumerate(pair):
            yield from unknown_speaker(speaker, header, spot, ("maybe_same", index, position))
    if has_spans and header.source is None:
        message = "found offsets in claims.csv, but no source; record source: {sha256: ..., chars: ...}, or leave start and end empty"
        yield spot.problem((), message, "missing-source")


def unknown_speaker(speaker: str, header: DocumentHeader, spot: Spot, where: Where) -> Iterator[Problem]:
    """A problem if nobody of this name speaks in the document."""
    if speaker not in header.speakers:
        expected = f"one of document.yaml{nearest(speaker, header.speakers)}"
        yield spot.problem(where, f"found the unknown speaker {show(speaker)}, expected {expected}", "unknown-speaker")


def _place_problems(claims: tuple[CsvFile, list[Claim]], mentions: tuple[CsvFile, list[Mention]]) -> Iterator[Problem]:
    placed: list[Placed] = []
    both: tuple[tuple[CsvFile, list[Claim] | list[Mention]], ...] = (claims, mentions)
    for file, records in both:
        columns = {row.fields["id"]: row.column("start") for row in file.rows}
        yield from out_of_order(records, file.path, columns)
        placed += (
            Placed(record.start, record.end, file.path, record.line, columns[record.id], record.id)
            for record in records
            if record.start is not None and record.end is not None
        )
    yield from overlaps(placed)
