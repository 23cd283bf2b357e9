"""Work is counted in steps, never in seconds, so that what stays undecided is the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass


class OutOfSteps(Exception):  # noqa: N818 - it is an answer ("undecided"), not an error
    """The budget of steps is spent."""


@dataclass(slots=True)
class Meter:
    """Counts steps; a step is about one figure of one relation looked at (a few microseconds)."""

    budget: int
    spent: int = 0

    def spend(self, steps: int = 1) -> None:
        """Count some steps.

        Raises:
            OutOfSteps: the budget is spent.
        """
        self.spent += steps
        if self.spent > self.budget:
            raise OutOfSteps

    def part(self, most: int) -> Meter:
        """A meter for one question that must not spend all that is left; what it has spent is then to be counted here."""
        return Meter(max(min(most, self.budget - self.spent), 0))
