"""Do all who give a figure give the same one?

A document often says one thing twice: two speakers, a speech and a table, a release and the statistics behind it. Here every figure
that was printed more than once is held against its other prints. Rounding is allowed for: 1.2 million and 1,190,000 agree. Where no
value fits all the prints, at least one of them is not what happened. So is what is said of a figure without giving it: "more than 12
million", "double-digit", that it fell, that the minister gave it. What rests on reading words alone turns nothing red.
"""

from crossfoot.pytest_plugin import RelationCheck

FAMILIES = ("same-figure", "hedge", "threshold", "direction", "attribution")


def test_speakers_agree(relation_check: RelationCheck) -> None:
    """Everyone who gives this figure gives the same one."""
    relation_check.must_pass()
