"""Do months fit their quarter, and quarters their year?

What was sold in June cannot exceed what was sold in the half-year, and the two quarters of a half-year make the half-year. This is asked
only of things that add up over time, and only where less than nothing is impossible: a stock on a given day, a rate or a balance is not
the sum of its months.
"""

from crossfoot.pytest_plugin import RelationCheck

FAMILIES = ("subperiod-within-period", "subperiods-sum")


def test_periods_nest(relation_check: RelationCheck) -> None:
    """The shorter periods fit into the longer one."""
    relation_check.must_pass()
