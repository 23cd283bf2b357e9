"""What is said of a figure: the words from which a draft takes statistic, direction, comparison, subject and what is counted.

An entry may hold several words; `*` stands for any ending of one. `crossfoot.drafting.words` makes patterns of them.
"""

from __future__ import annotations

from typing import Final

# ── which way it went ────────────────────────────────────────────────────────────────────────────

RISES: Final = (
    *("increas*", "grew", "grow", "grows", "growing", "grown", "growth", "rose", "rise", "rises", "risen", "rising", "up", "gain*"),
    *("expan*", "higher", "surg*", "jump*", "climb*", "advanc*", "accelerat*", "rebound*", "change", "changes", "changed", "faster"),
    *("improv*", "doubled", "tripled", "above", "recover*", "soar*", "added"),
)
FALLS: Final = (
    *("fell", "fall", "falls", "fallen", "falling", "declin*", "decreas*", "drop*", "down", "lower", "shrank", "shrink*", "shrunk"),
    *("contracted", "contraction", "contractions", "slump*", "slip*", "plung*", "reduc*", "cut*", "lost", "loss", "slow*", "below"),
    *("weaken*", "narrow*", "tumbl*"),
)
YEAR_ON_YEAR: Final = ("year on year", "year over year", "yoy", "y/y")
# Nouns right behind a figure that say that it is one of change: "a 4% increase".
MOVES_AS_NOUNS: Final = ("increase", "growth", "rise", "gain", "drop", "fall", "decline", "decrease")
FALLS_AS_NOUNS: Final = ("drop", "fall", "decline", "decrease")
# Words behind a figure that say that it is how much more or less.
MORE: Final = ("more", "higher", "above", "up", "faster")
LESS: Final = ("less", "fewer", "lower", "below", "down", "slower")

# ── what kind of figure it is ────────────────────────────────────────────────────────────────────

SHARES: Final = (
    *("account for", "accounts for", "accounted for", "accounting for", "share", "shares", "proportion", "penetration", "make up"),
    *("makes up", "making up", "made up", "represent", "represents", "represented", "representing", "ratio of"),
)
CONTRIBUTES: Final = ("contribut*", "of the growth", "of the increase", "of the rise")
# Rates of their own: printed in percent, and levels nevertheless.
RATES: Final = (
    *("occupancy", "unemployment", "vacancy", "utilisation", "utilization", "coverage", "covering", "interest rate*", "policy rate*"),
    *("participation", "turnout", "saving rate*", "savings rate*", "inflation", "margin", "margins", "yield", "yields", "punctuality"),
)
PLANS: Final = (
    *("plan", "plans", "planned", "aim", "aims", "aimed", "strive", "strives", "target", "targets", "targeted", "goal", "goals", "expect"),
    *("expects", "expected", "forecast", "forecasts", "projected", "intend", "intends", "guidance", "envisage", "envisages"),
)
STANDS: Final = (
    *("there are", "there is", "are", "is", "has", "have", "cover", "covers", "covering", "exceed", "exceeds", "number", "numbers"),
    *("currently", "now", "today", "at present", "so far", "employ", "employs", "stand", "stands", "hold", "holds", "own", "owns", "earn"),
)
NOW: Final = ("now", "today", "currently", "at present", "nowadays")
STANDS_BEHIND: Final = ("are", "is", "have", "has", "earn", "were at")

# ── compared with what ───────────────────────────────────────────────────────────────────────────

WITH_A_YEAR_BEFORE: Final = (
    *YEAR_ON_YEAR,
    *("a year earlier", "a year ago", "a year before", "one year earlier", "one year ago", "one year before", "the year before"),
    *("same period", "same month", "same quarter", "same half", "corresponding period", "corresponding quarter", "from a year"),
    *("annual", "annually", "annualised", "annualized"),
)
WITH_THE_PERIOD_BEFORE: Final = (
    *("month on month", "quarter on quarter", "m/m", "q/q", "mom", "qoq", "sequential", "sequentially", "month over month"),
    *("quarter over quarter",),
)
# Between a figure and what it is compared with: "from", "on" and "since" also say other things.
COMPARES: Final = ("than", "compared with", "compared to", "against", "versus", "those in", "those of", "that of", "vs")

# ── subjects ─────────────────────────────────────────────────────────────────────────────────────

VERBS: Final = (
    *("was", "were", "is", "are", "be", "been", "being", "has", "have", "had", "having", "will", "would", "can", "could", "may", "should"),
    *("increased", "increases", "increasing", "grew", "grows", "rose", "rises", "fell", "falls", "reached", "reaches", "reaching"),
    *("accounted", "accounts", "accounting", "exceeded", "exceeds", "exceeding", "came", "comes", "amounted", "amounts", "amounting"),
    *("totalled", "totaled", "totals", "totalling", "totaling", "stood", "stand", "stands", "dropped", "declined", "declines"),
    *("declining", "decreased", "expanded", "contracted", "went", "took", "takes", "record", "records", "recorded", "registered", "hit"),
    *("contributed", "contributes", "made", "makes", "achieved", "achieves", "achieving", "maintained", "maintains", "maintaining"),
    *("rebounded", "changed", "changes", "passed", "climbed", "jumped", "slipped", "surged", "slowed", "averaged", "represent"),
    *("represents", "represented", "picked", "picks", "edged", "brought", "brings", "gained", "lost", "remain", "remained", "remains"),
    *("spent", "cost", "costs", "earned", "paid", "posted", "moved", "advanced", "eased", "sold", "sells", "handled", "counted"),
    *("produced", "built", "shipped", "served", "bought", "used", "delivered", "exported", "imported", "opened", "closed", "employed"),
    *("tumbled", "soared", "shrank", "improved", "worsened", "cover", "covers", "covered", "covering", "completed", "completes"),
)
# After these the figure is the subject's own: "Revenue came to 214.6 million crowns".
IS: Final = (
    *("was", "were", "is", "are", "been", "reached", "reaches", "amounted", "amounts", "totalled", "totaled", "totals", "stood", "stand"),
    *("stands", "averaged", "exceeded", "exceeds", "hit", "remain", "remained", "remains", "at", "from", "to"),
)
# What follows these up to "of" is what is stated: "reported revenue of $418.6 million", "showed a surplus of 4.5 billion".
REPORTS: Final = (
    *("reported", "reports", "posted", "posts", "declared", "declares", "announced", "announces", "expects", "expected", "expect", "saw"),
    *("showed", "shows", "generated", "generates", "achieved", "recorded", "forecasts", "had", "has", "ran", "made", "with"),
)
# What leads a clause in and is no part of its subject.
LEADS: Final = (
    *("and", "but", "while", "with", "of which", "of them", "among them", "overall", "especially", "meanwhile", "however", "also"),
    *("in particular", "in addition", "at the same time", "whereas", "followed by"),
)
ADVERBIALS: Final = (
    *("according", "in", "at", "on", "from", "since", "with", "after", "by", "for", "as", "of", "under", "during", "over", "overall"),
)
# Words of movement and comparison, which name nothing.
MOVE_ONLY: Final = (
    *("increase*", "increasing", "rise", "rising", "growth", "grew", "gain*", "drop", "fall", "decline", "decrease", "down", "up"),
    *("accounting", "representing", "marking", "change", "reaching", "covering", "exceeding", "achieving", "maintaining", "compared"),
    *("against", "after", "significantly", "slightly", "sharply", "percent*", "higher", "lower", "more", "less", "further", "remaining"),
    *("rest", "additional", "even", "nearly", "almost", "roughly", "around"),
)
GROWTH_OF: Final = (
    *("growth", "growth rate", "increase", "rise", "pace", "share", "proportion", "number", "volume", "level", "amount", "rate", "value"),
)
# Words that tell nothing in a name.
DROPPED: Final = frozenset(
    {
        *("the", "a", "an", "its", "their", "our", "his", "her", "this", "that", "these", "those", "it", "they", "we", "he", "she", "you"),
        *("i", "there", "in", "on", "at", "by", "of", "for", "to", "and", "or", "with", "from", "as", "which", "also", "just", "about"),
        *("only", "some", "more", "than", "less", "both", "overall", "among", "them", "all", "over", "during", "total", "respectively"),
        *("still", "another", "no", "not", "year-on-year", "yoy", "while", "when", "where", "whose", "including", "up", "down", "rate"),
        *("such", "so", "then", "now", "new", "s"),
    }
)
ARTICLES_AND_POSSESSIVES: Final = frozenset({"the", "a", "an", "its", "their", "our", "both", "also", "total"})

# ── what is counted ──────────────────────────────────────────────────────────────────────────────

# Words that end the thing behind a number: "24,600 carts | of flour".
ENDS_A_THING: Final = (
    *("of", "in", "on", "at", "by", "for", "from", "with", "to", "through", "than", "that", "which", "who", "and", "or", "as", "after"),
    *("before", "during", "over", "under", "against", "since", "per", "inside", "outside", "around", "between", "among", "across", "into"),
    *("out", "off", "this", "last", "year", "years", "were", "was", "is", "are", "have", "has", "had", "will", "would", "came", "went"),
    *("increased", "grew", "rose", "fell", "a", "an", "the", "respectively", "earn", "work", "more", "less", "nationwide", "abroad"),
    *("yesterday", "today", "added", "sold", "built", "made", "compared", "worldwide", "recorded", "achieved", "covering", "including"),
    *("reached", "reported", "arrived", "passed", "took", "left", "up", "down", "lower", "higher", "fewer"),
)
# Measures and money that the print does not name as a unit: of what, the words around say.
MASS: Final = frozenset(
    {
        *("tonnes", "tons", "tonne", "ton", "t", "kilograms", "kg", "litres", "liters", "barrels", "hectares", "acres", "km", "kilometres"),
        *("kilometers", "miles", "metres", "meters", "mwh", "gwh", "twh", "kwh", "mw", "gw", "hours", "days", "weeks", "months", "years"),
        *("cents", "degrees", "units"),
        *("crowns", "kronor", "kroner", "krone", "krona", "koruna", "francs", "pesos", "shillings", "marks", "guilders", "florins", "lira"),
        *("liras", "dinars", "dirhams", "rand", "baht", "ringgit", "zloty", "zlotys", "forint", "forints", "lei", "leva", "rupiah", "dong"),
        *("riyals", "rials", "shekels", "nairas", "naira", "cedis", "thalers", "ducats", "pence", "kopecks"),
    }
)
# "Five main aspects": what an announced list is made of.
ITEMS: Final = (
    *("aspect", "aspects", "dimension", "dimensions", "measure", "measures", "point", "points", "highlight", "highlights", "way", "ways"),
    *("respects", "parts", "action", "actions", "areas", "priorities", "reasons", "factors", "steps", "characteristics", "things"),
    *("questions", "tasks", "features", "pillars", "promotion", "promotions", "challenges", "themes", "topics", "fronts", "messages"),
    *("directions",),
)
MAIN: Final = ("main", "specific", "major", "key", "following", "big", "important", "practical", "different", "broad", "simple")
# What is counted one by one: a row of a table in millions of money that is named so is in neither.
HEADS: Final = (
    *("employees", "staff", "headcount", "workers", "people", "persons", "customers", "users", "subscribers", "members", "patients"),
    *("pupils", "students", "passengers", "visitors", "guests", "households", "shops", "stores", "branches", "vehicles", "shares"),
)
# Row labels that name nothing without their table.
NAMELESS: Final = frozenset({"total", "totals", "sum", "all", "other", "others", "subtotal", "sub-total", "grand total", "rest", "overall"})
