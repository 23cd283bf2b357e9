"""The reports of a run: a page for people, a summary for a pull request, everything as data, and what build servers read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.check import Outcome
from crossfoot.outfile import write_atomically

if TYPE_CHECKING:
    from crossfoot.gating.gate import Gate

HTML, JSON, MARKDOWN, JUNIT, SARIF = "index.html", "report.json", "summary.md", "junit.xml", "crossfoot.sarif"


def write_reports(outcome: Outcome, folder: Path, *, strict: bool = False, with_text: bool = False, gate: Gate | None = None) -> list[Path]:
    """Write every report into a folder, which is made if it is missing; each file at once or not at all.

    With `strict`, junit.xml and crossfoot.sarif count what is strained as failing. With a `gate` (whose `head` is the outcome) they say
    what changed since the version before.

    `with_text` shows the attached text in the page also where document.yaml does not say `publish_text`: for the reader's own machine,
    not for passing on.

    Raises:
        OSError: the folder cannot be written to.
    """
    # The page needs jinja2, which is slow to import; a run that writes no report does not pay for it.
    from crossfoot.report import comparison, html, json_report, junit, markdown, model, sarif, view  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    guarded = gate.guarded if gate else model.guarded_by(outcome)
    content = model.build(outcome, guarded, comparison.comparison_data(gate) if gate else None)
    report = view.view(outcome, guarded, with_text=with_text, comparison=comparison.comparison_of(gate) if gate else None)
    report = replace(report, data_docs=_has_data_docs(outcome, folder))
    texts = {
        HTML: html.page(report, content["inputs"]),
        JSON: json_report.text(content),
        MARKDOWN: markdown.summary(report),
        JUNIT: junit.render(outcome, strict=strict),
        SARIF: sarif.render(outcome, strict=strict),
    }
    for name, text in texts.items():
        # A lone surrogate, which YAML can smuggle in as an escape, has no UTF-8; it is shown as its escape.
        write_atomically(folder / name, text.encode("utf-8", "backslashreplace"), through_links=False)
    return [folder / name for name in texts]


def _has_data_docs(outcome: Outcome, folder: Path) -> bool:
    """Whether the pages of Great Expectations are there and about this run: a page that is linked is of the same data."""
    if not (folder / "gx").is_dir():
        return False
    from crossfoot.report.data_docs import has_data_docs  # noqa: PLC0415
    from crossfoot.tables import tables_of  # noqa: PLC0415

    return has_data_docs(folder, tables_of(outcome))
