"""Do shares and parts fit their whole?

A share is the part divided by the whole, the shares of all parts make 100 percent, the parts make the whole, and no part is larger than
what it is a part of. A balance is the one side less the other, a figure per head the amount divided by the heads. A relation that the
text itself states must hold as well. Sums are held against the range that rounding leaves, so that 38.7 + 20.9 + 30.2 + 10.3 = 100.1
raises no alarm.
"""

from crossfoot.pytest_plugin import RelationCheck

FAMILIES = ("share-of-whole", "shares-sum", "contribution", "parts-sum", "part-within-whole", "balance", "quotient", "declared", "house")


def test_shares_and_parts_add_up(relation_check: RelationCheck) -> None:
    """The shares, the parts and the whole fit together."""
    relation_check.must_pass()
