"""A data set made to break a page: markup, writing from right to left, and words without end in every text that can hold them.

Letters that turn a line around are refused in every text before a page is made.
"""

from __future__ import annotations

from pathlib import Path

from documents import add_document, claim, project

CHINESE, ARABIC = "规模以上工业增加值", "إنتاج السيارات الكهربائية"
SCRIPT = '<script>document.title = "taken over"</script>'


def hostile_project(folder: Path) -> Path:
    """Two documents; every measure clashes, so that every label stands in a card, a table, the map and the inspector."""
    labels = {
        "cars": f'{SCRIPT}|`x`**b** </title></style>{{{{ 7*7 }}}} <img src=x onerror="document.title=1"> ' + "W" * 9_800,
        "buses": CHINESE * 30,
        "vans": ARABIC,
    }
    rows = [
        claim(f"c{number:03}", measure=slug, value=value, note=f"{SCRIPT} " + "n" * 500)
        for number, (slug, value) in enumerate(((slug, value) for slug in labels for value in ("12", "13")), start=1)
    ]
    root = project(
        folder,
        rows,
        measures={slug: {"label": label} for slug, label in labels.items()},
        header={"title": f"</title>{SCRIPT}", "issuer": "I" * 10_000, "speakers": {"minister": f"{ARABIC} {SCRIPT}"}},
    )
    add_document(root, "second", [claim("c001", measure="vans", value="14")], header={"title": CHINESE * 20})
    return root
