"""A large project made by chance, for the tests and benchmarks of scale: some thousand figures printed in a text of some hundred pages.

    made = write(tmp_path, relations=10_000, characters=750_000, slips=3)
    dataset = load(made.root)

Many trades, each a total in four parts: the levels of two years, the growth of each, the parts' shares, for some trades also the shares of
the year before and the change in points, and now and then a figure that somebody else gives again. The true values obey everything and
each print is a rounded one, so that without a slip nothing can clash. The same arguments give the same bytes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from documents import DOCUMENT, Row, claim, mention, project

from crossfoot.wording import capital

PARTS = ("road", "rail", "sea", "air")
SPEAKERS = {"chair": "The Chair", "trade": "Head of Trade", "north": "Office for the North", "south": "Office for the South"}
ASKS = {"asks": "A Reporter"}
# How many relations a trade makes on average, counted; a test holds it against what is derived.
RELATIONS_A_TRADE = 37
TRADES_A_TURN = 4
MILLION, HUNDRED = Fraction(10**6), Fraction(100)
ONSETS, NUCLEI, CODAS = ("br", "d", "f", "gl", "h", "k", "m", "st", "tr", "w"), ("a", "e", "o", "u"), ("ll", "m", "nd", "rk", "st")
GOODS = ("timber", "grain", "cloth", "glass", "wool", "paper", "salt", "tiles", "rope", "lamps", "soap", "chairs")
SUBJECTS = ("The harbour", "A warehouse", "The survey", "This office", "The railway", "Our plan", "The market", "A new road")
VERBS = ("keeps", "follows", "supports", "needs", "shows", "meets", "joins", "improves")
OBJECTS = ("steady work", "the old rules", "careful records", "good weather", "the wider region", "local trade", "patient repair")
ENDS = ("as before", "in most towns", "for the time being", "without delay", "and will go on", "with some luck", "by common consent")


@dataclass(frozen=True)
class Made:
    """A project on disk: its folder of claims, how many there are, and the refs of those that were printed wrongly."""

    root: Path
    claims: int
    slips: tuple[str, ...]


@dataclass
class Pages:
    """The text so far, with what was recorded from it."""

    text: list[str] = field(default_factory=list)
    length: int = 0
    claims: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    turns: list[tuple[int, str, str]] = field(default_factory=list)

    def say(self, words: str) -> None:
        self.text.append(words)
        self.length += len(words)

    def turn(self, speaker: str, role: str) -> None:
        self.turns.append((self.length, speaker, role))

    def figure(self, printed: str, **fields: str) -> Row:
        row = claim(f"c{len(self.claims) + 1:05}", printed=printed, speaker=self.turns[-1][1], **fields, **self._place(printed))
        self.claims.append(row)
        return row

    def date(self, printed: str) -> None:
        self.mentions.append(mention(f"m{len(self.mentions) + 1:05}", printed, **self._place(printed)))

    def _place(self, printed: str) -> dict[str, str]:
        start = self.length
        self.say(printed)
        return {"start": str(start), "end": str(self.length)}


@dataclass(frozen=True)
class Trade:
    """One trade: the true levels of its parts, this year and the year before."""

    number: int
    name: str
    now: tuple[Fraction, ...]
    before: tuple[Fraction, ...]

    @property
    def slug(self) -> str:
        return f"trade-{self.number:05}"

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(f"{self.slug}-{part}" for part in PARTS)


def write(folder: Path, *, relations: int = 10_000, characters: int = 750_000, slips: int = 0, seed: int = 0) -> Made:
    """Write a project with about so many relations and a text of about so many characters; a slip is a growth rate 7 points too high."""
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    trades = [_trade(number, rng) for number in range(max(1, round(relations / RELATIONS_A_TRADE)))]
    wrong = {len(trades) * n // slips for n in range(slips)} if slips else set()
    pages, found = Pages(), []
    pages.say("Figures of all trades, as told at a meeting\n\n")
    for trade in trades:
        if trade.number % TRADES_A_TURN == 0:
            _next_speaker(pages, trade.number // TRADES_A_TURN, rng)
        row = _tell(pages, trade, rng, slip=trade.number in wrong)
        found += [f"{DOCUMENT}/{row['id']}"] if trade.number in wrong else []
        _fill(pages, characters * (trade.number + 1) // len(trades), rng)
    root = project(
        folder,
        pages.claims,
        measures={slug: entry for trade in trades for slug, entry in _measures(trade)},
        mentions=pages.mentions,
        text="".join(pages.text),
        header={
            "title": "Figures of all trades",
            "about": "2031",
            "publish_text": True,
            "speakers": SPEAKERS | ASKS,
            "turns": [list(turn) for turn in pages.turns],
        },
    )
    return Made(root, len(pages.claims), tuple(found))


def _trade(number: int, rng: random.Random) -> Trade:
    town = "".join(rng.choice(sounds) for sounds in (ONSETS, NUCLEI, CODAS, NUCLEI, CODAS)).capitalize()
    now = tuple(Fraction(rng.randint(3_000_000, 60_000_000)) for _ in PARTS)
    before = tuple(Fraction(round(value / (1 + Fraction(rng.randint(-90, 150), 1000)))) for value in now)
    return Trade(number, f"{rng.choice(GOODS)} from {town}", now, before)


def _measures(trade: Trade) -> Iterator[tuple[str, dict[str, object]]]:
    common = {"unit": "crates", "kind": "flow", "growth_basis": "nominal", "min": 0}
    name = capital(trade.name)
    yield trade.slug, {"label": name, "partitions": {"way": list(trade.parts)}, **common}
    for slug, part in zip(trade.parts, PARTS, strict=True):
        yield slug, {"label": f"{name}, by {part}", **common}


# What is said


def _next_speaker(pages: Pages, number: int, rng: random.Random) -> None:
    pages.turn("asks", "question")
    pages.say("What can be said of the trades that follow? ")
    if pages.claims:
        _again(pages, rng)
    pages.say("\n\n")
    pages.turn(list(SPEAKERS)[number % len(SPEAKERS)], "answer")
    pages.say("These are the figures for ")
    pages.date("2031")
    pages.say(" and for the year before it.\n\n")


def _again(pages: Pages, rng: random.Random) -> None:
    """Somebody else gives a figure again, as it was printed."""
    row = rng.choice(pages.claims[-40:])
    pages.say("Was it not ")
    pages.figure(**{name: value for name, value in row.items() if name not in ("id", "speaker", "start", "end")})
    pages.say(" that we heard? ")


def _tell(pages: Pages, trade: Trade, rng: random.Random, *, slip: bool) -> Row:
    """All figures of a trade; the row of the growth of its total."""
    everything = [(trade.slug, "all ways together", sum(trade.now), sum(trade.before))]
    everything += zip(trade.parts, (f"by {part}" for part in PARTS), trade.now, trade.before, strict=True)
    pages.say(f"Now for {trade.name}. ")
    rates = [_levels_and_growth(pages, each, rng, slip=slip and each is everything[0]) for each in everything]
    pages.say("\n\n")
    for slug, way, now, before in everything[1:]:
        _shares(pages, (slug, way), trade, (now / sum(trade.now), before / sum(trade.before)))
    pages.say("\n\n")
    return rates[0]


def _levels_and_growth(pages: Pages, each: tuple[str, str, Fraction, Fraction], rng: random.Random, *, slip: bool) -> Row:
    slug, way, now, before = each
    pages.say(f"Taking {way}, it came to ")
    _level(pages, slug, "2031", now, rng)
    pages.say(" crates, after ")
    _level(pages, slug, "2030", before, rng)
    pages.say(" the year before, a change of ")
    rate = _rounded((now / before - 1) * HUNDRED, 1) + (7 if slip else 0)
    row = pages.figure(_decimal(rate, 1) + "%", measure=slug, statistic="growth", period="2031", value=_decimal(rate, 1))
    pages.say(". ")
    return row


def _level(pages: Pages, slug: str, year: str, value: Fraction, rng: random.Random) -> None:
    printed, shown, bound = _print(value, rng)
    pages.figure(printed, measure=slug, period=year, value=str(shown), bound=bound)


def _print(value: Fraction, rng: random.Random) -> tuple[str, Fraction, str]:
    """A level as it is printed, the value that stands there, and its hedge."""
    places = rng.choice((1, 1, 2, 2, 3))
    chance = rng.random()
    if chance < 0.15:
        return f"{int(value):,}", value, "exact"
    rounded = _rounded(value / MILLION, places)
    if chance < 0.22 and rounded < value / MILLION:
        return f"more than {_decimal(rounded, places)} million", rounded * MILLION, "more_than"
    if chance < 0.25:
        return f"about {_decimal(rounded, places)} million", rounded * MILLION, "about"
    return f"{_decimal(rounded, places)} million", rounded * MILLION, "exact"


def _shares(pages: Pages, part: tuple[str, str], trade: Trade, shares: tuple[Fraction, Fraction]) -> None:
    """The share of a part; for one trade in three also the one of the year before, and by how many points it changed."""
    slug, way = part
    now, before = (_rounded(share * HUNDRED, 1) for share in shares)
    of_the_total: Callable[..., Row] = lambda printed, **fields: pages.figure(  # noqa: E731
        printed, measure=slug, statistic="share", of=trade.slug, **fields
    )
    pages.say("The share of what went ")
    pages.say(f"{way} was ")
    of_the_total(_decimal(now, 1) + "%", period="2031", value=_decimal(now, 1))
    if trade.number % 3 == 0:
        pages.say(", after ")
        of_the_total(_decimal(before, 1) + "%", period="2030", value=_decimal(before, 1))
        change = _decimal(_rounded((shares[0] - shares[1]) * HUNDRED, 1), 1)
        pages.say(", a difference of ")
        of_the_total(f"{change} percentage points", period="2031", minus="yoy", value=change)
    pages.say(". ")


def _fill(pages: Pages, length: int, rng: random.Random) -> None:
    """Sentences without a figure, up to a length of the whole text."""
    sentences = 0
    while pages.length < length:
        words = (rng.choice(SUBJECTS), rng.choice(VERBS), rng.choice(OBJECTS), rng.choice(ENDS))
        sentences += 1
        pages.say(" ".join(words) + (".\n\n" if sentences % 6 == 0 else ". "))
    pages.say("\n\n" if sentences % 6 else "")


def _rounded(value: Fraction, places: int) -> Fraction:
    """To the nearest, halves away from zero."""
    scaled = abs(value) * 10**places
    nearest = Fraction(int(scaled + Fraction(1, 2)), 10**places)
    return -nearest if value < 0 else nearest


def _decimal(value: Fraction, places: int) -> str:
    """A decimal with so many places; zero has no sign."""
    digits = f"{abs(int(value * 10**places)):0{places + 1}}"
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"
