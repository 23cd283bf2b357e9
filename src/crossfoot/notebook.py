"""What a notebook shows of a data set and of a run: a small table. Every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from crossfoot.check import Outcome
from crossfoot.dataset import Dataset
from crossfoot.items import WAIVER
from crossfoot.report.sentence import count, statement_of
from crossfoot.report.shown import NOTE, shown
from crossfoot.report.states import states_of
from crossfoot.verdict_words import VERDICT_WORDS
from crossfoot.vocabulary import Verdict

MOST: Final = 10


def outcome_html(outcome: Outcome) -> str:
    """The verdict, its denominators, and the first findings."""
    statement = statement_of(outcome, states_of(outcome))
    rows = [
        (_words(finding.verdict, waived=finding.waiver is not None), finding.family, finding.message.partition("\n")[0])
        for finding in outcome.findings[:MOST]
    ]
    rows += [(VERDICT_WORDS[Verdict.WAIVER_FAILED], WAIVER, fault.message) for fault in outcome.waiver_faults[: MOST - len(rows)]]
    rest = len(outcome.findings) + len(outcome.waiver_faults) - len(rows)
    parts = [f"<p><b>{_text(statement.sentence)}</b></p>", *(f"<p>{_text(line)}</p>" for line in statement.denominators)]
    parts += [_table(("Verdict", "Family", "Finding"), rows)] if rows else []
    parts += [f"<p>… and {rest} more in <code>outcome.findings</code>.</p>"] if rest > 0 else []
    return f"<div>{''.join(parts)}</div>"


def dataset_html(dataset: Dataset) -> str:
    """The documents and how much there is of them."""
    rows = [(one.slug, one.header.title, f"{len(one.claims):,}", one.text_state) for one in dataset.documents]
    problems = f"<p>{count(len(dataset.problems), 'problem', 'problems')} in the files.</p>" if dataset.problems else ""
    sentence = f"{count(sum(1 for _ in dataset.claims()), 'claim', 'claims')} in {count(len(rows), 'document', 'documents')}"
    return f"<div><p><b>{sentence}</b></p>{_table(('Document', 'Title', 'Claims', 'Source text'), rows[:MOST])}{problems}</div>"


def _words(verdict: Verdict, *, waived: bool) -> str:
    words = VERDICT_WORDS[verdict]
    return f"{words}, accepted" if waived else words


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{_text(text)}</th>" for text in heads)
    body = "".join(f"<tr>{''.join(f'<td>{_text(text)}</td>' for text in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _text(text: str) -> str:
    return escape(shown(text, NOTE))
