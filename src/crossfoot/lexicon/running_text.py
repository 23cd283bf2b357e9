"""What a number in running text is besides a figure: the words of periods, names, places in a document and turns of phrase."""

from __future__ import annotations

from typing import Final

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
# Words before a number that make it one to call.
PHONE_CUES: Final = frozenset({"tel", "telephone", "phone", "fax", "call", "contact", "mobile", "whatsapp", "hotline"})
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
        *("reactor", "generation", "agenda", "vision", "horizon", "topix", "asx", "ibex", "nasdaq", "msci", "world cup", "expo"),
        *("level", "web"),
    }
)
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
            "§",
            "§§",
            "#",
            "id",
            "version",
            "\u2116",
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
# Digits that are a turn of phrase; as fractions they would be none, or mean another thing.
DIGITS_IN_IDIOMS: Final = frozenset({"24/7", "9/11", "50/50"})
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
# After "one", these say that it means people in general.
AFTER_PRONOUN_ONE: Final = frozenset(
    {
        *("can", "could", "may", "might", "must", "should", "would", "will", "shall", "has", "had", "does", "cannot", "can't", "knows"),
        *("looks", "thinks", "sees", "wants", "needs", "gets", "hopes", "might", "expects", "considers", "wonders", "who", "that", "which"),
    }
)
