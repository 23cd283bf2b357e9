"""Does each growth rate fit the figures it was computed from?

"Up 12 percent, to 20.5 million, from 18.9 million": any two of these give the third, within rounding. A rate taken from the wrong year,
a lost minus sign, and "percent" where percentage points were meant all show here. Rates at constant prices are left out: they say
nothing about amounts in today's money. An average rate over several years and "1.2 times the target" are held against their two figures
in the same way, and a total grows neither faster nor more slowly than all of its parts.
"""

from crossfoot.pytest_plugin import RelationCheck

FAMILIES = ("growth-vs-base", "average-growth", "growth-within-parts", "times-more")


def test_growth_fits_its_base(relation_check: RelationCheck) -> None:
    """The figure is the earlier one, grown at the printed rate."""
    relation_check.must_pass()
