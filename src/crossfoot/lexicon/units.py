"""The words and marks of units: percent, points, multiples and money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ORDINAL: Final = "ordinal"
TIMES: Final = "times"

# ¥ alone is the sign of two currencies; the reader asks for the word.
YUAN_OR_YEN: Final = "¥"
YUAN_OR_YEN_MEANS: Final = frozenset({"yuan", "yen"})

CURRENCY_SIGNS: Final[Mapping[str, str]] = {
    "$": "dollar",
    "us$": "dollar",
    "u.s.$": "dollar",
    "€": "euro",
    "£": "pound",
    "¥": YUAN_OR_YEN,
    "cn¥": "yuan",
    "jp¥": "yen",
    "₹": "rupee",
    "₽": "rouble",
    "₩": "won",
    "hk$": "hong-kong-dollar",
    "a$": "australian-dollar",
    "c$": "canadian-dollar",
    "s$": "singapore-dollar",
    "nz$": "new-zealand-dollar",
    "nt$": "taiwan-dollar",
    "r$": "real",
}
CURRENCY_CODES: Final[Mapping[str, str]] = {
    "usd": "dollar",
    "eur": "euro",
    "gbp": "pound",
    "rmb": "yuan",
    "cny": "yuan",
    "jpy": "yen",
    "inr": "rupee",
    "krw": "won",
    "chf": "swiss-franc",
    "hkd": "hong-kong-dollar",
    "aud": "australian-dollar",
    "cad": "canadian-dollar",
    "sgd": "singapore-dollar",
    "nzd": "new-zealand-dollar",
    "twd": "taiwan-dollar",
    "brl": "real",
}
# "won" and "real" are missing on purpose: as bare words they are English verbs and adjectives.
CURRENCY_NAMES: Final[Mapping[str, str]] = {
    "dollar": "dollar",
    "dollars": "dollar",
    "us dollar": "dollar",
    "us dollars": "dollar",
    "u.s. dollar": "dollar",
    "u.s. dollars": "dollar",
    "euro": "euro",
    "euros": "euro",
    "pound": "pound",
    "pounds": "pound",
    "pounds sterling": "pound",
    "yuan": "yuan",
    "chinese yuan": "yuan",
    "yuan renminbi": "yuan",
    "renminbi": "yuan",
    "yen": "yen",
    "japanese yen": "yen",
    "rupee": "rupee",
    "rupees": "rupee",
    "rouble": "rouble",
    "roubles": "rouble",
    "ruble": "rouble",
    "rubles": "rouble",
    "korean won": "won",
    "south korean won": "won",
    "swiss franc": "swiss-franc",
    "swiss francs": "swiss-franc",
    "hong kong dollar": "hong-kong-dollar",
    "hong kong dollars": "hong-kong-dollar",
    "australian dollar": "australian-dollar",
    "australian dollars": "australian-dollar",
    "canadian dollar": "canadian-dollar",
    "canadian dollars": "canadian-dollar",
    "singapore dollar": "singapore-dollar",
    "singapore dollars": "singapore-dollar",
    "new zealand dollar": "new-zealand-dollar",
    "new zealand dollars": "new-zealand-dollar",
    "new taiwan dollar": "taiwan-dollar",
    "new taiwan dollars": "taiwan-dollar",
    "reais": "real",
}
CURRENCY_PREFIXES: Final[Mapping[str, str]] = {**CURRENCY_SIGNS, **CURRENCY_CODES}
CURRENCIES: Final = frozenset({*CURRENCY_PREFIXES.values(), *CURRENCY_NAMES.values()})

UNITS: Final[Mapping[str, str]] = {
    "%": "percent",
    "percent": "percent",
    "per cent": "percent",
    "pct": "percent",
    "‰": "permille",
    "per mille": "permille",
    "pp": "pp",
    "pps": "pp",
    "ppt": "pp",
    "ppts": "pp",
    "p.p.": "pp",
    "percentage point": "pp",
    "percentage points": "pp",
    "percent point": "pp",
    "percent points": "pp",
    "per cent point": "pp",
    "per cent points": "pp",
    "pct point": "pp",
    "pct points": "pp",
    "% point": "pp",
    "% points": "pp",
    "bp": "bp",
    "bps": "bp",
    "basis point": "bp",
    "basis points": "bp",
    "point": "points",
    "points": "points",
    "pts": "points",
    "index point": "points",
    "index points": "points",
    "times": TIMES,
    "fold": TIMES,
    **CURRENCY_NAMES,
    **CURRENCY_CODES,
    **CURRENCY_SIGNS,
}
# Units only where they touch the number: "2x", but not "2 x 3".
GLUED_UNITS: Final[Mapping[str, str]] = {"x": TIMES, "×": TIMES}

# Marks of several characters that are one token although they hold dots, signs and letters.
MARKS: Final = ("u.s.$", "u.s.", "p.p.", "approx.", "ca.", ">=", "<=", *(sign for sign in CURRENCY_SIGNS if len(sign) in {2, 3}))
