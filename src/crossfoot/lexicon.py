"""The words that printed figures are made of: plain tables, no code.

Keys are lower case; a key of several words is written with single spaces, and the reader also takes
hyphens between them ("percentage-point"). The reader of printed forms (`crossfoot.printed`) and the
scanner of running text share these tables, so that both know the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crossfoot.vocabulary import Bound

if TYPE_CHECKING:
    from collections.abc import Mapping

# ── numbers ──────────────────────────────────────────────────────────────────────────────────────

UNITS_AND_TEENS: Final[Mapping[str, int]] = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
TENS: Final[Mapping[str, int]] = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
CARDINALS: Final[Mapping[str, int]] = {**UNITS_AND_TEENS, **TENS}

ORDINALS: Final[Mapping[str, int]] = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "sixtieth": 60,
    "seventieth": 70,
    "eightieth": 80,
    "ninetieth": 90,
    "hundredth": 100,
    "thousandth": 1000,
    "millionth": 10**6,
}
ORDINAL_ENDINGS: Final = frozenset({"st", "nd", "rd", "th"})

HUNDRED: Final = "hundred"
# The plurals stand after a number only ("2 millions"); alone they are vague.
SCALES: Final[Mapping[str, int]] = {
    HUNDRED: 100,
    "thousand": 10**3,
    "thousands": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "millions": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "billions": 10**9,
    "trillion": 10**12,
    "trillions": 10**12,
    "mn": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "mrd": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
# Single letters are units as well (10 m, 5 t): read as a scale only where they touch the digits or money
# is meant; b and t only where money is meant.
SCALE_LETTERS: Final[Mapping[str, int]] = {"k": 10**3, "m": 10**6}
MONEY_SCALE_LETTERS: Final[Mapping[str, int]] = {**SCALE_LETTERS, "b": 10**9, "t": 10**12}

DOZENS: Final = frozenset({"dozen"})
ARTICLES: Final = frozenset({"a", "an"})

# Denominators. "second" is none, and "quarter" is also three months: see QUARTERS.
PARTS: Final[Mapping[str, int]] = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
PARTS_PLURAL: Final[Mapping[str, int]] = {
    "halves": 2,
    "thirds": 3,
    "quarters": 4,
    "fourths": 4,
    "fifths": 5,
    "sixths": 6,
    "sevenths": 7,
    "eighths": 8,
    "ninths": 9,
    "tenths": 10,
}
QUARTERS: Final = frozenset({"quarter", "quarters"})

MULTIPLES: Final[Mapping[str, int]] = {
    "double": 2,
    "doubled": 2,
    "doubling": 2,
    "twice": 2,
    "triple": 3,
    "tripled": 3,
    "tripling": 3,
    "treble": 3,
    "trebled": 3,
    "thrice": 3,
    "quadruple": 4,
    "quadrupled": 4,
    "quintuple": 5,
    "quintupled": 5,
}
FOLD: Final = "fold"

# "Double digits" is a bound, not a number: ten or more.
DIGIT_IDIOMS: Final[Mapping[str, tuple[int, Bound]]] = {
    "single digit": (10, Bound.LESS_THAN),
    "single digits": (10, Bound.LESS_THAN),
    "double digit": (10, Bound.AT_LEAST),
    "double digits": (10, Bound.AT_LEAST),
    "double figure": (10, Bound.AT_LEAST),
    "double figures": (10, Bound.AT_LEAST),
    "two digit": (10, Bound.AT_LEAST),
    "two digits": (10, Bound.AT_LEAST),
    "triple digit": (100, Bound.AT_LEAST),
    "triple digits": (100, Bound.AT_LEAST),
    "triple figures": (100, Bound.AT_LEAST),
    "three digit": (100, Bound.AT_LEAST),
    "three digits": (100, Bound.AT_LEAST),
    "four digit": (1000, Bound.AT_LEAST),
    "five digit": (10**4, Bound.AT_LEAST),
    "six digit": (10**5, Bound.AT_LEAST),
}

VAGUE: Final = frozenset(
    {
        "tens",
        "dozens",
        "hundreds",
        "thousands",
        "millions",
        "billions",
        "trillions",
        "several",
        "few",
        "many",
        "most",
        "both",
        "numerous",
        "countless",
    }
)

# What is counted in running text although it states no number by itself.
PLURAL_SCALES: Final = frozenset({"tens", "dozens", "hundreds", "thousands", "millions", "billions", "trillions"})
FOLD_WORDS: Final = frozenset(word + FOLD for word in (*CARDINALS, HUNDRED, "thousand"))
# Every one of these in a running text is part of a claim or of a mention. "Quarter" is mostly three months and no number.
NUMBER_WORDS: Final = frozenset(
    {*CARDINALS, *ORDINALS, *SCALES, *DOZENS, *PARTS, *PARTS_PLURAL, *MULTIPLES, *PLURAL_SCALES, *FOLD_WORDS, "billionth", "trillionth"}
    - QUARTERS
)

# ── signs and qualifiers ─────────────────────────────────────────────────────────────────────────

SIGNS: Final[Mapping[str, int]] = {"-": -1, "minus": -1, "negative": -1, "+": 1, "plus": 1, "positive": 1}

QUALIFIERS: Final[Mapping[str, Bound]] = {
    "exactly": Bound.EXACT,
    "precisely": Bound.EXACT,
    "about": Bound.ABOUT,
    "around": Bound.ABOUT,
    "approximately": Bound.ABOUT,
    "approx": Bound.ABOUT,
    "approx.": Bound.ABOUT,
    "roughly": Bound.ABOUT,
    "some": Bound.ABOUT,
    "circa": Bound.ABOUT,
    "ca": Bound.ABOUT,
    "ca.": Bound.ABOUT,
    "in the region of": Bound.ABOUT,
    "in the order of": Bound.ABOUT,
    "on the order of": Bound.ABOUT,
    "~": Bound.ABOUT,
    "≈": Bound.ABOUT,
    "nearly": Bound.NEARLY,
    "almost": Bound.NEARLY,
    "close to": Bound.NEARLY,
    "just under": Bound.NEARLY,
    "just below": Bound.NEARLY,
    "just short of": Bound.NEARLY,
    "slightly under": Bound.NEARLY,
    "slightly below": Bound.NEARLY,
    "slightly less than": Bound.NEARLY,
    "slightly fewer than": Bound.NEARLY,
    "a little under": Bound.NEARLY,
    "a little less than": Bound.NEARLY,
    "approaching": Bound.NEARLY,
    "nearing": Bound.NEARLY,
    "not quite": Bound.NEARLY,
    "more than": Bound.MORE_THAN,
    "over": Bound.MORE_THAN,
    "above": Bound.MORE_THAN,
    "beyond": Bound.MORE_THAN,
    "in excess of": Bound.MORE_THAN,
    "exceed": Bound.MORE_THAN,
    "exceeds": Bound.MORE_THAN,
    "exceeded": Bound.MORE_THAN,
    "exceeding": Bound.MORE_THAN,
    "surpassed": Bound.MORE_THAN,
    "surpasses": Bound.MORE_THAN,
    "surpassing": Bound.MORE_THAN,
    "topped": Bound.MORE_THAN,
    "topping": Bound.MORE_THAN,
    "upward of": Bound.MORE_THAN,
    "upwards of": Bound.MORE_THAN,
    "greater than": Bound.MORE_THAN,
    "higher than": Bound.MORE_THAN,
    "just over": Bound.MORE_THAN,
    "just above": Bound.MORE_THAN,
    "well over": Bound.MORE_THAN,
    "well above": Bound.MORE_THAN,
    "slightly over": Bound.MORE_THAN,
    "slightly above": Bound.MORE_THAN,
    "slightly more than": Bound.MORE_THAN,
    "a little over": Bound.MORE_THAN,
    "a little more than": Bound.MORE_THAN,
    ">": Bound.MORE_THAN,
    "at least": Bound.AT_LEAST,
    "at the least": Bound.AT_LEAST,
    "no less than": Bound.AT_LEAST,
    "not less than": Bound.AT_LEAST,
    "no fewer than": Bound.AT_LEAST,
    "not fewer than": Bound.AT_LEAST,
    "no lower than": Bound.AT_LEAST,
    "not lower than": Bound.AT_LEAST,
    "a minimum of": Bound.AT_LEAST,
    "≥": Bound.AT_LEAST,
    ">=": Bound.AT_LEAST,
    "less than": Bound.LESS_THAN,
    "fewer than": Bound.LESS_THAN,
    "lower than": Bound.LESS_THAN,
    "under": Bound.LESS_THAN,
    "below": Bound.LESS_THAN,
    "short of": Bound.LESS_THAN,
    "well under": Bound.LESS_THAN,
    "well below": Bound.LESS_THAN,
    "<": Bound.LESS_THAN,
    "at most": Bound.AT_MOST,
    "at the most": Bound.AT_MOST,
    "no more than": Bound.AT_MOST,
    "not more than": Bound.AT_MOST,
    "no higher than": Bound.AT_MOST,
    "not exceeding": Bound.AT_MOST,
    "up to": Bound.AT_MOST,
    "as much as": Bound.AT_MOST,
    "as many as": Bound.AT_MOST,
    "a maximum of": Bound.AT_MOST,
    "≤": Bound.AT_MOST,
    "<=": Bound.AT_MOST,
}

SUFFIX_QUALIFIERS: Final[Mapping[str, Bound]] = {
    "or more": Bound.AT_LEAST,
    "or above": Bound.AT_LEAST,
    "or over": Bound.AT_LEAST,
    "or higher": Bound.AT_LEAST,
    "and above": Bound.AT_LEAST,
    "and over": Bound.AT_LEAST,
    "and more": Bound.AT_LEAST,
    "plus": Bound.AT_LEAST,
    "+": Bound.AT_LEAST,
    "or less": Bound.AT_MOST,
    "or fewer": Bound.AT_MOST,
    "or below": Bound.AT_MOST,
    "or under": Bound.AT_MOST,
    "or lower": Bound.AT_MOST,
    "and below": Bound.AT_MOST,
    "and under": Bound.AT_MOST,
    "or so": Bound.ABOUT,
}

# ── units ────────────────────────────────────────────────────────────────────────────────────────

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

# ── running text: periods, names, places, turns of phrase ────────────────────────────────────────

MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"),
    *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"),
)
DURATIONS: Final = frozenset(
    {
        *("second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months"),
        *("quarters", "year", "years", "decade", "decades", "centuries"),
    }
)
# As in "end of 2022", "mid-2022", "last five years".
PERIOD_POINTS: Final = ("end", "start", "beginning", "close", "middle", "turn")
SPAN_CUES: Final = ("last", "past", "previous", "preceding", "next", "coming", "following", "recent", "final")
PERIOD_CUES: Final = ("mid", "early", "late", "fiscal", "calendar", "year-end", *SPAN_CUES, "week")
# Words before a four-digit number that make it a year.
YEAR_CUES: Final = frozenset(
    {
        *("in", "since", "from", "to", "of", "by", "until", "till", "than", "during", "over", "for", "year", "versus", "vs", "and", "or"),
        *(
            "through",
            "between",
            "before",
            "after",
            "into",
            "the",
            "its",
            "our",
            "their",
            "this",
            "with",
            "against",
            "throughout",
            "as",
            "on",
        ),
        *("spring", "summer", "autumn", "fall", "winter", "election", "budget", "plan", "copyright", "dated", "compared", "within"),
    }
)
# Words before a number that make it the name of a thing.
NAME_CUES: Final = frozenset(
    {
        *("phase", "tier", "type", "category", "grade", "stage", "scenario", "formula", "route", "highway", "flight", "boeing", "airbus"),
        *("apollo", "basel", "windows", "euro", "covid", "ftse", "s&p", "dax", "cac", "nikkei", "stoxx", "russell", "dow", "fortune"),
        *("iso", "group of", "big", "channel", "radio", "pier", "berth", "terminal", "gate", "platform", "building", "block", "unit"),
        *(
            "reactor",
            "generation",
            "agenda",
            "vision",
            "horizon",
            "topix",
            "asx",
            "ibex",
            "nasdaq",
            "msci",
            "world cup",
            "expo",
            "level",
            "web",
        ),
    }
)
# Words before a number that make it one to call.
PHONE_CUES: Final = frozenset({"tel", "telephone", "phone", "fax", "call", "contact", "mobile", "whatsapp", "hotline"})
# Words before a number that make it a place in a document or a register.
REFERENCE_CUES: Final = frozenset(
    {
        *("article", "articles", "art.", "section", "sections", "sec.", "chapter", "chapters", "page", "pages", "p.", "pp.", "paragraph"),
        *("paragraphs", "para", "para.", "annex", "appendix", "fig.", "figure", "figures", "table", "tables", "chart", "box", "clause"),
        *("footnote", "note", "notes", "no.", "nos.", "schedule", "rule", "regulation", "resolution", "directive", "room", "exhibit"),
        *(
            "form",
            "slide",
            "number",
            "line",
            "item",
            "vol.",
            "volume",
            "issue",
            "part",
            "step",
            "question",
            "version",
            "§",
            "§§",
            "#",
            "\u2116",
            "id",
            "isbn",
            "issn",
        ),
    }
)
# Of these the lower case is enough; the others are a reference only where they are capitalised ("Table 2", but "a table 2 metres long").
REFERENCE_CUES_ANY_CASE: Final = frozenset(
    {
        *("article", "articles", "art.", "section", "sections", "sec.", "chapter", "page", "pages", "p.", "pp.", "paragraph", "paragraphs"),
        *("para", "para.", "annex", "appendix", "fig.", "clause", "footnote", "version", "§", "§§", "#", "\u2116", "isbn", "issn"),
    }
)
# Units that stand glued to digits: "5kg" is a figure, "5G" a name.
GLUED_MEASURES: Final = frozenset(
    {
        *("kg", "g", "mg", "km", "cm", "mm", "nm", "ft", "in", "lb", "lbs", "oz", "ml", "cl", "l", "ha", "mi", "mph", "kmh", "kph", "hp"),
        *("kw", "mw", "gw", "tw", "kwh", "mwh", "gwh", "twh", "wh", "w", "v", "kv", "hz", "khz", "mhz", "ghz", "kb", "mb", "gb", "tb"),
        *("bpd", "dwt", "teu", "sqm", "sqft", "min", "mins", "h", "hr", "hrs", "s", "sec", "secs", "ms", "yr", "yrs", "c", "f", "bar"),
        *("km²", "m²", "m³", "cm²", "cm³", "km2", "m2", "m3", "kt", "mt", "t", "mt", "mtpa", "boe", "pc", "db", "ppm", "ppb", "°c", "°f"),
    }
)
# "100m hurdles" are metres.
METRE_WORDS: Final = frozenset(
    {
        *("dash", "sprint", "sprints", "hurdles", "freestyle", "race", "relay", "butterfly", "backstroke", "breaststroke", "steeplechase"),
        *(
            "high",
            "long",
            "wide",
            "tall",
            "deep",
            "final",
            "heat",
            "heats",
            "above",
            "below",
            "from",
            "away",
            "north",
            "south",
            "east",
            "west",
        ),
        *("of", "air", "pool", "track", "record", "medley", "event"),
    }
)
# Turns of phrase that hold a number word and state no number.
IDIOMS: Final = (
    *("one of", "one another", "at one time", "one by one", "first time", "second time", "third time", "at first", "first-class"),
    *("first class", "second-class", "first of all", "second to none", "second thoughts", "second thought", "second nature", "one day"),
    *("no one", "the one", "this one", "that one", "which one", "every one", "each one", "any one", "one's", "on the one hand"),
    *("on one hand", "one-sided", "one way or another", "one-off", "one-offs", "one-time", "one thing", "for one", "as one", "square one"),
    *("day one", "first and foremost", "first lady", "second-hand", "second hand", "third party", "third-party", "third parties"),
    *("first-hand", "first hand", "half-hearted", "half-baked", "half-time", "half time", "half the battle", "first come", "first place"),
    *("first sight", "first glance", "zero-sum", "ground zero", "zero tolerance", "zero-tolerance", "square one"),
    *("split second", "per second", "a split second", "twenty-four seven", "fifty-fifty", "two-way", "four-wheel drive", "seven seas"),
    *("cloud nine", "million-dollar question", "one in a million", "thanks a million", "eleventh hour", "eleventh-hour", "sixth sense"),
    *("third world", "first world", "first-rate", "first rate", "second-rate", "third-rate", "one-stop", "one stop"),
    *("first among equals", "first things first", "six of one", "half-truth", "half-truths", "one-size-fits-all"),
    *("two-faced", "two cents", "back to square one", "second wind"),
    *("one or two", "one or the other", "one side", "once or twice", "two-tier", "two-speed", "three-dimensional", "two-dimensional"),
    *("double-check", "double check", "double standard", "double standards", "double-edged", "double whammy", "double-dip", "triple-a"),
    *("double counting", "double taxation", "double-entry", "first responders", "first responder", "first name", "first names"),
    *("first lieutenant", "second guess", "second-guess", "one fell swoop", "one and all", "one and the same", "one to watch"),
)
# Digits that are a turn of phrase; as fractions they would be none, or mean another thing.
DIGITS_IN_IDIOMS: Final = frozenset({"24/7", "9/11", "50/50"})
# After "one", these say that it means people in general.
AFTER_PRONOUN_ONE: Final = frozenset(
    {
        *("can", "could", "may", "might", "must", "should", "would", "will", "shall", "has", "had", "does", "cannot", "can't", "knows"),
        *("looks", "thinks", "sees", "wants", "needs", "gets", "hopes", "might", "expects", "considers", "wonders", "who", "that", "which"),
    }
)
