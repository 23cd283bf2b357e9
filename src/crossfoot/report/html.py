"""index.html: the report for people, one file that loads nothing."""

from __future__ import annotations

import base64
import hashlib
import zlib
from fractions import Fraction
from functools import lru_cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from crossfoot import __version__, wording
from crossfoot.check import Outcome
from crossfoot.report import network_picture
from crossfoot.report.bars import Bars, draw, ends
from crossfoot.report.markdown import card as markdown
from crossfoot.report.model import Json, build
from crossfoot.report.network_picture import NetworkPicture
from crossfoot.report.numbers import decimal
from crossfoot.report.sentence import count
from crossfoot.report.states import State
from crossfoot.report.terms import STATE_WORDS
from crossfoot.report.view import Report, view

_PACKAGE = "crossfoot.report"
# A list beside the tables names so many of a kind; the tables have all.
_MOST_LINES = 100
# A page of more rows than this would be slow to open: it holds the first rows of each group as they are, and the others packed.
_MOST_ROWS, _FIRST_ROWS = 4000, 100


def render(outcome: Outcome, *, with_text: bool = False) -> str:
    """The page; the same outcome gives the same bytes. `with_text` as for `view.view`."""
    return page(view(outcome, with_text=with_text), build(outcome)["inputs"])


def page(report: Report, inputs: Json) -> str:
    """The page of a report; `inputs` as in report.json."""
    style, script = _asset("report.css") + _asset("network.css"), _asset("report.js")
    template = _environment().get_template("index.html.j2")
    large = len(report.relations) + report.figures > _MOST_ROWS
    return template.render(
        report=report,
        inputs=inputs,
        version=__version__,
        State=State,
        most=_MOST_LINES,
        large=large,
        static=_FIRST_ROWS if large else _MOST_ROWS,
        # Both are files of this package; nothing of a data set is in them.
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        policy=_policy(script),
    )


def _policy(script: str) -> str:
    """A Content-Security-Policy that lets the page load nothing and run nothing but its own script."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(_PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        bars=_bars,
        ends=ends,
        network=_network,
        pack=_pack,
        capital=wording.capital,
        markdown=markdown,
        percent=_percent,
        state=STATE_WORDS.__getitem__,
    )
    environment.globals.update(count=count)
    return environment


def _bars(bars: Bars, ident: str) -> Markup:
    """The drawing; `bars.draw` has escaped every text in it."""
    return Markup(draw(bars, ident))  # noqa: S704


def _network(picture: NetworkPicture, ident: str) -> Markup:
    """The picture; `network_picture.draw` has escaped every text in it."""
    return Markup(network_picture.draw(picture, ident))  # noqa: S704


def _pack(rows: str) -> str:
    """Rows as text that a page can hold in a tenth of the room; the script unpacks them."""
    return base64.b64encode(zlib.compress(rows.encode(), level=9)).decode("ascii")


def _percent(value: Fraction) -> str:
    return f"{decimal(value)}%"


@lru_cache(maxsize=4)
def _asset(name: str) -> str:
    return resources.files(_PACKAGE).joinpath("templates", name).read_text(encoding="utf-8")
