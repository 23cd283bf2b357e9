"""Are differences between percentages what they are said to be?

"8.3 percent, 5.8 points above the average of 2.5": subtracting one percentage from another gives percentage points, and the three
figures must agree within their rounding. Points that were turned round, or taken from another rate, show here; and what is said to be
higher must be higher.
"""

from crossfoot.pytest_plugin import RelationCheck

FAMILIES = ("point-difference", "order")


def test_differences_are_points(relation_check: RelationCheck) -> None:
    """The printed difference is the one figure less the other."""
    relation_check.must_pass()
