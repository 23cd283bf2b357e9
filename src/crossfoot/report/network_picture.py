"""The network around a finding: figures as rows, relations as lines that join the figures which take part in them.

Lines beside each other, not arrows between boxes (after Valdivia and others, PAOH, IEEE TVCG 2021): no line runs through a label, and
a relation of any number of figures is one line. It is a table, so that it can be read aloud, searched and followed by its links; the
lines are borders of its cells (network.css).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from crossfoot.report.sentence import count, spoken


class Part(StrEnum):
    """What a figure has to do with a finding; `joined` figures stand in its relations, but it would fail without their prints."""

    CLASHING = "clashing"
    JOINED = "joined"
    FURTHER = "further"


_KEY = {
    Part.CLASHING: "a figure of this finding",
    Part.JOINED: "in its relations; the finding stands without it",
    Part.FURTHER: "only in other relations",
}
_MOST_COUNTED = 99


@dataclass(frozen=True, slots=True)
class Row:
    """A figure. `value` is what was printed, or says that nothing was; `mark` is a word about the figure, mostly empty."""

    id: str
    label: str
    value: str
    printed: bool
    recorded: bool
    part: Part
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A relation. `dots` are the numbers of its rows, from the top, `left_out` counts its figures that have none."""

    id: str
    family: str
    formula: str
    verdict: str
    clashing: bool
    dots: tuple[int, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class NetworkPicture:
    """What to draw, and how much is not drawn: other relations, further figures, and checks of one figure `alone`."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    relations_left_out: int = 0
    figures_left_out: int = 0
    alone: int = 0


def draw(picture: NetworkPicture, ident: str) -> str:
    """The picture as HTML, every text in it escaped. `ident` makes its ids unique in the page."""
    own = sum(column.clashing for column in picture.columns)
    title = escape(f"{ident}-title")
    named = f'aria-labelledby="{title}"'
    parts = [
        f'<div class="network"><p class="network-caption" id="{title}">{escape(_caption(picture))}</p>',
        # It scrolls where it is too wide, also by the keyboard.
        f'<div class="network-scroll" role="group" tabindex="0" {named}><table class="network" {named}>',
        _head(picture.columns),
        *_bodies(picture),
        _foot(picture),
        f"</table></div>{_key(picture.rows)}",
        _legend("The relations of this finding", picture, 0, own),
        _legend("Other relations of these figures", picture, own, len(picture.columns)),
        f'<p class="network-caption">{escape(left_out)}</p>' if (left_out := unseen(picture)) else "",
        "</div>",
    ]
    return "".join(parts)


def unseen(picture: NetworkPicture) -> str:
    """What is not drawn, in words; empty where all of it is."""
    counts = (
        (picture.relations_left_out, "more relation of these figures", "more relations of these figures"),
        (picture.figures_left_out, "further figure that only other relations join", "further figures that only other relations join"),
        (picture.alone, "check of one figure by itself", "checks of one figure by itself"),
    )
    said = [count(number, one, many) for number, one, many in counts if number]
    return f"Not drawn: {spoken(said)}." if said else ""


def describe(column: Column, rows: Sequence[Row]) -> str:
    """A relation in words: which figures it joins, and its verdict."""
    labels = [f"{rows[dot].label} ({rows[dot].value})" for dot in column.dots]
    more = [count(column.left_out, "more figure", "more figures")] if column.left_out else []
    return f"Joins {spoken([*labels, *more])}; {column.verdict}."


def _caption(picture: NetworkPicture) -> str:
    return (
        f"{count(len(picture.rows), 'figure', 'figures')} and {count(len(picture.columns), 'relation', 'relations')}: each line is a "
        "relation, with a dot on every figure that takes part in it."
    )


def _head(columns: Sequence[Column]) -> str:
    cells = (
        f'<th scope="col"{_kind(column)}><a href="#relation/{escape(column.id)}">{number}'
        f'<span class="hidden">: {escape(column.family)}</span></a></th>'
        for number, column in enumerate(columns, start=1)
    )
    return f'<thead><tr><th scope="col">Figure</th>{"".join(cells)}</tr></thead>'


def _kind(column: Column) -> str:
    return ' class="own"' if column.clashing else ""


def _bodies(picture: NetworkPicture) -> Iterator[str]:
    """The figures of the finding's relations, then the others."""
    for around in (False, True):
        rows = [(number, row) for number, row in enumerate(picture.rows) if (row.part is Part.FURTHER) is around]
        if rows:
            cells = (f"<tr>{_name(row)}{''.join(_cell(column, row, at) for column in picture.columns)}</tr>" for at, row in rows)
            yield f"<tbody>{''.join(cells)}</tbody>"


def _name(row: Row) -> str:
    label = f"<bdi>{escape(row.label)}</bdi>"
    label = f'<a href="#figure/{escape(row.id)}">{label}</a>' if row.recorded else label
    mark = f' <span class="mark">{escape(row.mark)}</span>' if row.mark else ""
    classes = f"{row.part}{'' if row.printed else ' unprinted'}"
    value = f'<span class="value" dir="auto">{escape(row.value)}</span>'
    return f'<th scope="row" class="{classes}"><div>{value} <span>{label}{mark}</span></div></th>'


def _cell(column: Column, row: Row, at: int) -> str:
    words = ["own"] if column.clashing else []
    words += ["up"] if column.dots[0] < at <= column.dots[-1] or (column.left_out and at > column.dots[0]) else []
    words += ["down"] if column.dots[0] <= at < column.dots[-1] or (column.left_out and at >= column.dots[0]) else []
    dot = at in column.dots
    words += ["dot", row.part.value, *([] if row.printed else ["unprinted"])] if dot else []
    inside = '<span class="hidden">takes part</span>' if dot else ""
    return f'<td class="{" ".join(words)}">{inside}</td>' if len(words) > column.clashing else "<td></td>"


def _foot(picture: NetworkPicture) -> str:
    if not any(column.left_out for column in picture.columns):
        return ""
    # A column is narrow; the sentence of the relation has the number.
    words = [f"+{column.left_out}" if column.left_out <= _MOST_COUNTED else f"{_MOST_COUNTED}+" for column in picture.columns]
    cells = (f'<td class="up">{word}</td>' if column.left_out else "<td></td>" for column, word in zip(picture.columns, words, strict=True))
    return f'<tfoot><tr><th scope="row">further figures, not drawn</th>{"".join(cells)}</tr></tfoot>'


def _key(rows: Sequence[Row]) -> str:
    found = [(part.value, words) for part, words in _KEY.items() if any(row.part is part and row.printed for row in rows)]
    found += [("unprinted", "printed by nobody")] if not all(row.printed for row in rows) else []
    return f'<ul class="network-key">{"".join(f"""<li><span class="dot {kind}"></span>{words}</li>""" for kind, words in found)}</ul>'


def _legend(title: str, picture: NetworkPicture, start: int, stop: int) -> str:
    items = "".join(_entry(column, picture.rows) for column in picture.columns[start:stop])
    return f'<p class="network-title">{title}</p><ol class="network-legend" start="{start + 1}">{items}</ol>' if items else ""


def _entry(column: Column, rows: Sequence[Row]) -> str:
    return (
        f'<li{_kind(column)}><a href="#relation/{escape(column.id)}">{escape(column.family)}</a> '
        f'<span class="soft">{escape(column.verdict)}</span> <span class="network-formula" dir="auto">{escape(column.formula)}</span>'
        f'<span class="hidden"> {escape(describe(column, rows))}</span></li>'
    )
