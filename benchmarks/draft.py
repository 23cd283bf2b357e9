"""How much of a reviewed record the machine drafts by itself: `python benchmarks/draft.py [--smoke] [--misses]`.

The text of a document whose record people have reviewed is drafted, with nothing given but its issuer, day and period. A reviewed claim
is found where the draft has a claim at the same place (its number inside). Of the claims found: how often value, bound and precision,
and the unit, are the reviewed ones, how often speaker, statistic and period. Units that no print names are words that a person chose
("outlets" for "service points"), so the unit is compared as far as the print names it; how often the very word agrees is printed too.
Periods are compared as the reviewed measure takes them (a stock stands on its last day).

The first document counts only where its text is attached (CROSSFOOT_SOURCES); the example always. The mentions of both are compared by
place and class. Beside them the invented texts of tests/texts, whose records a reader wrote before there was any draft of them: how many
figures are found, how many claims of a draft are none, how often each column agrees, and how many contradictions a draft has that no true
text contains.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
import drafted as texts
from drafted_documents import DOCUMENTS, score_document

AIMS = {"value, bound, precision": 95, "and the unit": 95, "speaker": 100, "statistic": 85, "period": 80}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smoke", action="store_true", help="the example and one text only, to see that it works")
    parser.add_argument("--misses", action="store_true", help="list what was drafted otherwise")
    given = parser.parse_args()
    for slug in list(DOCUMENTS)[1:] if given.smoke else DOCUMENTS:
        compare(slug, misses=given.misses)
    compare_texts(texts.names()[:1] if given.smoke else texts.names(), misses=given.misses)


def compare(slug: str, *, misses: bool) -> None:
    """Draft a document's text and print how the draft compares with its record."""
    named = os.environ.get("CROSSFOOT_SOURCES")
    found = score_document(slug, Path(named) if named else None)
    if found is None:
        print(f"{slug}: source not attached")
        return
    score = found.score
    print(f"{slug}: drafted in {found.seconds:.2f} s, {found.claims} claims (reviewed: {found.reviewed})")
    for name, total in score.total.items():
        aim = f"  (aim {AIMS[name]} %)" if name in AIMS else ""
        print(f"  {name:32} {score.right[name]:4} of {total:4} {100 * score.right[name] / total:6.1f} %{aim}")
    print(f"  {'contradictions of the draft':32} {len(score.contradictions):4}")
    if misses:
        print(*(f"    {line}" for line in sorted(score.misses)), sep="\n")


def compare_texts(names: list[str], *, misses: bool) -> None:
    """Draft the invented texts and print how the drafts compare with their records."""
    total = texts.Score()
    columns = ("found", *texts.FIELDS)
    print(f"{'tests/texts':22}" + "".join(f"{name:>11}" for name in (*columns, "no claims", "false")))
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            score = texts.score(name, Path(folder) / "claims")
        total.add(score)
        _print_text(name, score, [f"{score.right[column]}/{score.total[column]}" for column in columns])
        if misses:
            print(*(f"    {line}" for line in (*sorted(score.misses), *(f"no claim: {one}" for one in score.extra))), sep="\n")
    _print_text("all, in percent", total, [f"{100 * total.right[column] / total.total[column]:.1f}" for column in columns])


def _print_text(name: str, score: texts.Score, figures: list[str]) -> None:
    print(f"{name:22}" + "".join(f"{text:>11}" for text in (*figures, len(score.extra), len(score.contradictions))))


if __name__ == "__main__":
    main()
