"""Does the record say what the document says, all of it?

All else rests on this. Each recorded value must be what its printed form says, the quoted words must stand in the text at the place that
the record gives, under the speaker it names, and every number of the text must be recorded or set aside with a reason. The text itself
may be missing, then this is said. Of what the text announces ("five aspects") the record must hold as many. An exception that somebody
granted must still be needed, still be valid, and give its reason. And there must be as much to check as was agreed.
"""

from crossfoot.pytest_plugin import RelationCheck

FAMILIES = ("printed-value", "quoted-source", "speaker-turn", "every-number-recorded", "readable-record", "floor", "waiver", "listed-count")


def test_the_record_is_complete(relation_check: RelationCheck) -> None:
    """The record is readable, true to the text, and its exceptions are in order."""
    relation_check.must_pass()
