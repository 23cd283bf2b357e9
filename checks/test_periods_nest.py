"""Do months fit their quarter, and quarters their year?

What was sold in June cannot exceed what was sold in the half-year, and the two quarters of a half-year make the half-year. This is asked
only of things that add up over time, and only where less than nothing is impossible: a stock on a given day, a rate or a balance is not
the sum of its months. But a stock changes by what is added to it: what there was, and what came, make what there is.
"""

from crossfoot.pytest_plugin import RelationCheck

FAMILIES = ("subperiod-within-period", "subperiods-sum", "stock-and-flow")


def test_periods_nest(relation_check: RelationCheck) -> None:
    """The shorter periods fit into the longer one."""
    relation_check.must_pass()
