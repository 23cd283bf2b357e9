"""Is each figure possible at all?

A share lies between 0 and 100 percent, a fall is at most 100 percent, people and stations are counted in whole numbers, and there are
only so many provinces. Numbers that follow the calendar are held against it: which five-year plan, which congress. The record says
what the limits are and where they come from. And of 28 people no whole number is 19 percent.
"""

from crossfoot.pytest_plugin import RelationCheck

FAMILIES = ("plausible-value", "calendar", "count-share")


def test_figures_are_possible(relation_check: RelationCheck) -> None:
    """The figure is possible for what it measures, and when."""
    relation_check.must_pass()
