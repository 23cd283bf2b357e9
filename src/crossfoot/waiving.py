"""Writing a waiver into waivers.yaml: of a claim or a finding that fails, with its reason; the file's comments and order stay."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from crossfoot.check import Outcome
from crossfoot.errors import UsageProblem
from crossfoot.findings import WEAKENING, Finding
from crossfoot.infile import decode, is_inside, read_bytes
from crossfoot.loading.notes import WAIVERS
from crossfoot.loading.wording import nearest
from crossfoot.outfile import write_atomically
from crossfoot.records import MAX_TEXT, Claim
from crossfoot.report.states import State, state_of_finding
from crossfoot.vocabulary import Verdict
from crossfoot.yamlfile import LIMIT

if TYPE_CHECKING:
    from ruamel.yaml import YAML

_WIDE: Final = 10_000


@dataclass(frozen=True, slots=True)
class Grant:
    """Why something is accepted, by whom, until when, and what it should probably say."""

    reason: str
    by: str
    until: date | None = None
    should_read: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A waiver that was written: the file in the folder of claims, and the entry as it stands there."""

    file: str
    entry: Mapping[str, str]


def waive(outcome: Outcome, name: str, grant: Grant) -> Written:
    """Write a waiver of what goes by a name: a claim's id or ref, or a finding's fingerprint.

    Raises:
        UsageProblem: nothing of that name fails, it is waived already, the reason is empty, or the file cannot be written.
    """
    _check(grant, outcome.today)
    finding = next((finding for finding in outcome.findings if finding.fingerprint == name), None)
    document, entry = _of_finding(finding, outcome) if finding is not None else _of_claim(_claim(name, outcome), outcome)
    granted = {
        **entry,
        "should_read": grant.should_read,
        "reason": " ".join(grant.reason.split()),
        "by": grant.by,
        "since": outcome.today.isoformat(),
        "expires": grant.until.isoformat() if grant.until else "",
    }
    written = Written(f"{document}/{WAIVERS}", {field: value for field, value in granted.items() if value})
    _write(outcome.dataset.root, written)
    return written


def _check(grant: Grant, today: date) -> None:
    if not grant.reason.strip():
        raise UsageProblem("--reason: found nothing, expected why it is accepted; a waiver without a reason does not count")
    if not grant.by.strip():
        raise UsageProblem("--by: found nothing, expected the name of whoever accepts it")
    if len(grant.reason) > MAX_TEXT:
        raise UsageProblem(f"--reason: found {len(grant.reason)} characters, expected at most {MAX_TEXT}; shorten it")
    if grant.until is not None and grant.until < today:
        raise UsageProblem(f"--until: found {grant.until}, expected {today} or a later day; it is the last day on which the waiver counts")


# What goes by the name


def _of_finding(finding: Finding, outcome: Outcome) -> tuple[str, dict[str, str]]:
    if finding.family == WEAKENING:
        raise UsageProblem(
            f"found the weakening {finding.fingerprint}, which is acknowledged and not waived; see docs/gate-a-repository.md"
        )
    if finding.waiver is not None:
        raise UsageProblem(f"found a waiver of {finding.fingerprint} already ({finding.waiver.document}/{WAIVERS}); change that one")
    if not finding.verdict.fails:
        raise UsageProblem(f"found {finding.fingerprint} {finding.verdict}, which does not fail; only what fails is waived")
    _refuse_second(finding.fingerprint, outcome)
    document = finding.claims[0].partition("/")[0] if finding.claims else _first_document(finding, outcome)
    return document, {"finding": finding.fingerprint, "state": finding.state}


def _first_document(finding: Finding, outcome: Outcome) -> str:
    """The document that a check of the record is about, else the first."""
    about = (check.document for check in outcome.record_checks if check.id in finding.relations and check.document)
    return next(about, outcome.dataset.documents[0].slug)


def _claim(name: str, outcome: Outcome) -> Claim:
    claims = {claim.ref: claim for claim in outcome.claims}
    found = [claim for claim in claims.values() if name in (claim.ref, claim.id)]
    if len(found) > 1:
        raise UsageProblem(f"found {name} in {len(found)} documents, expected one of: {', '.join(claim.ref for claim in found)}")
    if not found:
        failing = [finding.fingerprint for finding in outcome.findings if state_of_finding(finding) is State.FAILING]
        hint = nearest(name, [*claims, *(claim.id for claim in claims.values()), *failing])
        raise UsageProblem(f"found neither a claim nor a finding {name!r}, expected the id of one{hint}")
    return found[0]


def _of_claim(claim: Claim, outcome: Outcome) -> tuple[str, dict[str, str]]:
    _refuse_second(claim.id, outcome, claim.document)
    failing = [finding for finding in outcome.findings if claim.ref in finding.claims and state_of_finding(finding) is State.FAILING]
    undecided = [finding for finding in failing if finding.verdict is Verdict.UNDECIDED]
    if not failing:
        raise UsageProblem(f"found nothing that fails with {claim.ref}; such a waiver would be stale at once, so none was written")
    if len(undecided) == len(failing):
        raise UsageProblem(f"found {claim.ref} only in what could not be decided; waive the finding {undecided[0].fingerprint} instead")
    return claim.document, {"claim": claim.id}


def _refuse_second(name: str, outcome: Outcome, only: str = "") -> None:
    for document in outcome.dataset.documents:
        if only in ("", document.slug) and any(waiver.name == name for waiver in document.waivers):
            raise UsageProblem(f"found a waiver of {name} already ({document.slug}/{WAIVERS}); change that one")


# The file


def _write(root: Path, written: Written) -> None:
    path = root / written.file
    before = read_bytes(root, written.file, limit=LIMIT) if os.path.lexists(path) else b""
    text = _with_entry(decode(before, written.file), written.entry)
    if not is_inside(root, path):
        raise UsageProblem(f"found a link out of the folder at {written.file}; put the file itself there")
    try:
        write_atomically(path, text.encode("utf-8", "strict"))
    except (OSError, UnicodeEncodeError) as error:
        raise UsageProblem(f"cannot write {written.file}: {error}") from error


def _with_entry(text: str, entry: Mapping[str, str]) -> str:
    """The file with one more waiver at the end of its list; comments, order and quotes stay as they are."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq  # noqa: PLC0415 - slow to import

    yaml = _yaml(text)
    content = yaml.load(text)
    if content is None:
        # Of a file that holds only comments nothing is loaded, and they stay in front.
        kept = text if not text or text.endswith("\n") else f"{text}\n"
        out = io.StringIO()
        yaml.dump(CommentedMap({"waivers": CommentedSeq([_quoted(entry)])}), out)
        return kept + out.getvalue()
    waivers = content.get("waivers")
    if waivers is None or (isinstance(waivers, CommentedSeq) and not waivers and waivers.fa.flow_style()):
        waivers = content["waivers"] = CommentedSeq()
    waivers.append(_quoted(entry))
    out = io.StringIO()
    yaml.dump(content, out)
    return out.getvalue()


def _quoted(entry: Mapping[str, str]) -> Mapping[str, object]:
    """The entry; what YAML would take for something else than text is quoted, days are not."""
    from ruamel.yaml.comments import CommentedMap  # noqa: PLC0415
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString  # noqa: PLC0415

    def value(field: str, text: str) -> object:
        if field in ("since", "expires"):
            return date.fromisoformat(text)
        return DoubleQuotedScalarString(text) if field == "should_read" or not text.isprintable() else text

    return CommentedMap({field: value(field, text) for field, text in entry.items()})


def _yaml(text: str) -> YAML:
    from ruamel.yaml import YAML  # noqa: PLC0415 - costs 50 ms

    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = _WIDE
    spaces = min(_indents(text), default=2)
    yaml.indent(mapping=2, sequence=spaces + 2, offset=spaces)
    return yaml


def _indents(text: str) -> Iterator[int]:
    """How far the items of the lists are indented."""
    for line in text.splitlines():
        if line.lstrip(" ").startswith("- "):
            yield len(line) - len(line.lstrip(" "))
