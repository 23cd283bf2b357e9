"""The words for verdicts, one table for each way to say them; those that follow a number in the singular and the plural."""

from __future__ import annotations

from typing import Final, TypeAlias

from crossfoot.vocabulary import Verdict

Words: TypeAlias = dict[Verdict, tuple[str, str]]

_CONTRADICTION: Final = ("contradiction", "contradictions")
_WAIVER_FAILED: Final = ("waiver at fault", "waivers at fault")
_WEAKENED: Final = ("weakening of the gate", "weakenings of the gate")
_HOLDS: Final = ("holds", "hold")
_ACCEPTED: Final = ("fails and is accepted", "fail and are accepted")

# One relation, check or finding by itself.
VERDICT_WORDS: Final[dict[Verdict, str]] = {
    Verdict.HOLDS: "holds",
    Verdict.STRAINED: "strained",
    Verdict.MISMATCH: "printed in two ways",
    Verdict.CONTRADICTION: "contradiction",
    Verdict.UNDECIDED: "undecided",
    Verdict.IMPLIES: "implied",
    Verdict.NOT_CHECKED: "not checked",
    Verdict.RECORD_CHECK_FAILED: "check of the record failed",
    Verdict.WAIVED: "accepted",
    Verdict.WAIVER_FAILED: "waiver at fault",
    Verdict.WEAKENED: "weakening of the gate",
}
# Items of every kind in one short line, what fails first.
COUNTED: Final[Words] = {
    Verdict.CONTRADICTION: _CONTRADICTION,
    Verdict.MISMATCH: ("mismatch", "mismatches"),
    Verdict.UNDECIDED: ("undecided", "undecided"),
    Verdict.RECORD_CHECK_FAILED: ("failed", "failed"),
    Verdict.WAIVER_FAILED: _WAIVER_FAILED,
    Verdict.WEAKENED: _WEAKENED,
    Verdict.STRAINED: ("strained", "strained"),
    Verdict.WAIVED: ("waived", "waived"),
    Verdict.HOLDS: _HOLDS,
    Verdict.IMPLIES: ("implies an unprinted figure", "imply an unprinted figure"),
    Verdict.NOT_CHECKED: ("not checked", "not checked"),
}
# What fails, in the sentence of a run.
FAILING: Final[Words] = {
    Verdict.CONTRADICTION: _CONTRADICTION,
    Verdict.MISMATCH: ("figure printed in two ways", "figures printed in two ways"),
    Verdict.UNDECIDED: ("undecided relation", "undecided relations"),
    Verdict.RECORD_CHECK_FAILED: ("failed check of the record", "failed checks of the record"),
    Verdict.WAIVER_FAILED: _WAIVER_FAILED,
    Verdict.WEAKENED: _WEAKENED,
}
# What relations do, and how checks of the record end, in the denominators of a run.
RELATIONS: Final[Words] = {
    Verdict.HOLDS: _HOLDS,
    Verdict.STRAINED: ("is strained", "are strained"),
    Verdict.CONTRADICTION: ("contradicts", "contradict"),
    Verdict.MISMATCH: ("is printed in two ways", "are printed in two ways"),
    Verdict.UNDECIDED: ("is undecided", "are undecided"),
    Verdict.WAIVED: _ACCEPTED,
    Verdict.IMPLIES: ("only says what an unprinted figure must have been", "only say what an unprinted figure must have been"),
    Verdict.NOT_CHECKED: ("could not be checked", "could not be checked"),
}
RECORD_CHECKS: Final[Words] = {
    Verdict.HOLDS: _HOLDS,
    Verdict.RECORD_CHECK_FAILED: ("fails", "fail"),
    Verdict.WAIVED: _ACCEPTED,
    Verdict.NOT_CHECKED: ("could not be made", "could not be made"),
}
