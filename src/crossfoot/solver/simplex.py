"""Linear inequalities over the rationals, decided exactly, with strict bounds.

The method is the general simplex of Dutertre and de Moura ("A fast linear-arithmetic solver for DPLL(T)", 2006): variables have
bounds, each row defines one more variable, and a strict bound is one by an infinitely small amount. Bland's rule ends it. There is no
fraction inside: all bounds are scaled to whole numbers once, a variable off the basis always stands at a whole bound, and each row is
kept as whole numbers over one denominator, so that the work is that of Python's integers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from crossfoot.interval import Interval
from crossfoot.solver.budget import Meter

# A bound: a whole number and how many infinitely small amounts are added to it.
Bound = tuple[int, int]
# A pivot touches this many entries of the tableau for one step of the budget, and the fewer the longer the numbers are.
_ENTRIES_A_STEP, _BITS_A_STEP = 4, 256
# Bounds are scaled so that there are whole numbers between them; a number to start near is known to so much of one.
_FINENESS = 16
_FINE, _FINE_INT, _FAR = 2.0**32, 2**32, 2.0**900
# After so many pivots for each bound, Bland's rule, which ends; before that the variable that is in fewest rows, which is faster.
_PATIENCE = 4


@dataclass(frozen=True, slots=True)
class Row:
    """`sum(coefficient * variable)` lies in `range`; `source` says whose row it is, for the proof."""

    coefficients: Mapping[int, Fraction]
    range: Interval
    source: int = -1


@dataclass(frozen=True, slots=True)
class Share:
    """What one bound contributes to a proof that nothing fits: `factor` times the low or high end of a variable or of a row.

    `index` counts the variables, then the rows.
    """

    index: int
    upper: bool
    factor: Fraction


@dataclass(frozen=True, slots=True)
class End:
    """The greatest or least value of a variable, and whether it is reached; `number` is None where there is no limit."""

    number: Fraction | None
    reached: bool


class Program:
    """Variables with bounds, and rows; feasible or not, and how far each variable reaches.

    `near` says where the variables stand at first, which decides how soon a point is found and which one.
    """

    def __init__(self, variables: Sequence[Interval], rows: Sequence[Row], meter: Meter, near: Sequence[float] | None = None) -> None:
        self._meter = meter
        self._count = len(variables)
        ranges = [*variables, *(row.range for row in rows)]
        # A row of fractions becomes one of whole numbers; its range grows by the same factor.
        self._row_factor = [lcm(*(c.denominator for c in row.coefficients.values())) for row in rows]
        factors = [1] * self._count + self._row_factor
        self._scale = _FINENESS * lcm(*(end.denominator for piece in ranges for end in (piece.low, piece.high) if end is not None))
        self._bits = self._scale.bit_length()
        self._low: list[Bound | None] = []
        self._high: list[Bound | None] = []
        for piece, factor in zip(ranges, factors, strict=True):
            grown = self._scale * factor
            self._low.append(None if piece.low is None else (int(piece.low * grown), 0 if piece.low_closed else 1))
            self._high.append(None if piece.high is None else (int(piece.high * grown), 0 if piece.high_closed else -1))
        self._value: list[Bound] = [self._start(n, near[n] if near and n < len(near) else None) for n in range(len(ranges))]
        self._pivots, self._patience = 0, _PATIENCE * len(ranges)
        self._rows: dict[int, dict[int, int]] = {}
        self._den: dict[int, int] = {}
        self._users: list[set[int]] = [set() for _ in ranges]
        for n, (row, factor) in enumerate(zip(rows, self._row_factor, strict=True), start=self._count):
            self._rows[n] = {j: int(c * factor) for j, c in row.coefficients.items() if c}
            self._den[n] = 1
            for j in self._rows[n]:
                self._users[j].add(n)
            self._refresh(n)

    # What is asked

    def conflict(self) -> list[Share] | None:
        """None where some values fit all bounds, else bounds whose combination is impossible.

        Raises:
            OutOfSteps: the budget is spent.
        """
        for n in range(self._count):
            low, high = self._low[n], self._high[n]
            if low is not None and high is not None and low > high:
                return [Share(n, upper=False, factor=Fraction(1)), Share(n, upper=True, factor=Fraction(1))]
        while True:
            broken = self._broken()
            if broken is None:
                return None
            row, upwards = broken
            entering = self._entering(row, upwards=upwards)
            if entering is None:
                return self._proof(row, upwards=upwards)
            bound = self._low[row] if upwards else self._high[row]
            assert bound is not None  # noqa: S101 - a bound that is broken is there
            self._pivot(row, entering, bound)

    def point(self) -> list[Fraction]:
        """A value for each variable; only after `conflict` found none."""
        small = self._small()
        return [self._number(n, small) / self._scale for n in range(self._count)]

    def extreme(self, variable: int, *, upper: bool) -> End:
        """How far a variable reaches up, or down; only after `conflict` found none.

        Raises:
            OutOfSteps: the budget is spent.
        """
        sign = 1 if upper else -1
        if variable not in self._rows and not self._move(variable, sign):
            return self._end(variable, sign)
        while variable in self._rows:
            row = self._rows[variable]
            entering = next((j for j in sorted(row) if self._room(j, sign * row[j])), None)
            if entering is None:
                return self._end(variable, sign)
            if not self._move(entering, 1 if sign * row[entering] > 0 else -1):
                return End(None, reached=False)
        return self._end(variable, sign)

    # The tableau

    def _start(self, n: int, near: float | None) -> Bound:
        """Where a variable stands at first: near a given number, else in the middle, so that most rows hold from the start."""
        low, high = self._low[n], self._high[n]
        if near is not None and abs(near) < _FAR:
            number = int(near * _FINE) * self._scale // _FINE_INT
        elif low is not None and high is not None:
            number = (low[0] + high[0]) // 2
        else:
            number = 0
        value = (number, 0)
        if low is not None and value < low:
            value = low
        return high if high is not None and value > high else value

    def _refresh(self, row: int) -> None:
        """The value of a basic variable, times the row's denominator."""
        value, whole, tiny = self._value, 0, 0
        for j, c in self._rows[row].items():
            number, small = value[j]
            whole += c * number
            if small:
                tiny += c * small
        value[row] = (whole, tiny)

    def _broken(self) -> tuple[int, bool] | None:
        """The first basic variable outside its bounds, and whether it must go up."""
        for n in sorted(self._rows):
            den, value = self._den[n], self._value[n]
            low, high = self._low[n], self._high[n]
            if low is not None and value < (low[0] * den, low[1] * den):
                return n, True
            if high is not None and value > (high[0] * den, high[1] * den):
                return n, False
        return None

    def _room(self, j: int, direction: int) -> bool:
        bound = self._high[j] if direction > 0 else self._low[j]
        return bound is None or (self._value[j] < bound if direction > 0 else self._value[j] > bound)

    def _entering(self, row: int, *, upwards: bool) -> int | None:
        sign = 1 if upwards else -1
        entries = self._rows[row]
        able = [j for j, c in entries.items() if self._room(j, sign * c)]
        if self._pivots > self._patience:
            return min(able, default=None)
        return min(able, key=lambda j: (len(self._users[j]), j), default=None)

    def _proof(self, row: int, *, upwards: bool) -> list[Share]:
        """The bounds that hold a row where it is, each times its entry: together they contradict the row's own bound."""
        den = self._den[row]
        shares = [Share(row, upper=not upwards, factor=self._per_unit(row))]
        for j, c in sorted(self._rows[row].items()):
            shares.append(Share(j, upper=(c > 0) == upwards, factor=abs(Fraction(c, den)) * self._per_unit(j)))
        return shares

    def _per_unit(self, n: int) -> Fraction:
        """Rows were multiplied to be whole; a factor of the row as it was given is that many times the factor of the whole row."""
        return Fraction(self._row_factor[n - self._count]) if n >= self._count else Fraction(1)

    def _pivot(self, row: int, entering: int, bound: Bound) -> None:
        """Let `entering` take the place of the row's variable, which goes to `bound`."""
        self._pivots += 1
        old = self._rows.pop(row)
        den = self._den.pop(row)
        own = old.pop(entering)
        flip = -1 if own > 0 else 1
        solved = {j: flip * c for j, c in old.items()}
        solved[row] = -flip * den
        own = abs(own)
        for j in old:
            self._users[j].discard(row)
        self._users[entering].discard(row)
        solved, own = _lowest(solved, own)
        touched = sorted(self._users[entering])
        for other in touched:
            self._substitute(other, entering, solved, own)
        size = 1 + (own.bit_length() + self._bits) // _BITS_A_STEP
        self._meter.spend(1 + size * len(solved) * (1 + len(touched)) // _ENTRIES_A_STEP)
        self._rows[entering], self._den[entering] = solved, own
        self._users[entering] = set()
        for j in solved:
            self._users[j].add(entering)
        self._value[row] = bound
        self._refresh(entering)
        for other in touched:
            self._refresh(other)

    def _substitute(self, other: int, entering: int, solved: Mapping[int, int], own: int) -> None:
        entries = self._rows[other]
        factor = entries.pop(entering)
        common = gcd(factor, own)
        times, factor = own // common, factor // common
        if times != 1:
            entries = {j: c * times for j, c in entries.items()}
        for j, c in solved.items():
            total = entries.get(j, 0) + factor * c
            if total:
                entries[j] = total
                self._users[j].add(other)
            elif j in entries:
                del entries[j]
                self._users[j].discard(other)
        self._rows[other], self._den[other] = _lowest(entries, self._den[other] * times)

    # Moving one variable as far as it goes

    def _move(self, entering: int, direction: int) -> bool:
        """Move a variable off the basis until something stops it; False where nothing does."""
        own = self._high[entering] if direction > 0 else self._low[entering]
        best: tuple[Fraction, Fraction] | None = None
        stop, at = entering, own
        if own is not None:
            value = self._value[entering]
            best = (Fraction(abs(own[0] - value[0])), Fraction(direction * (own[1] - value[1])))
        for row in sorted(self._users[entering]):
            slope = self._rows[row][entering] * direction
            bound = self._high[row] if slope > 0 else self._low[row]
            if bound is None:
                continue
            den, value = self._den[row], self._value[row]
            room = (Fraction(bound[0] * den - value[0], slope), Fraction(bound[1] * den - value[1], slope))
            if best is None or room < best or (room == best and row < stop):
                best, stop, at = room, row, bound
        if best is None or at is None:
            return False
        if stop != entering:
            self._pivot(stop, entering, at)
            return True
        self._value[entering] = at
        self._meter.spend(1 + len(self._users[entering]))
        for row in self._users[entering]:
            self._refresh(row)
        return True

    def _end(self, variable: int, sign: int) -> End:
        value = self._value[variable]
        bound = self._high[variable] if sign > 0 else self._low[variable]
        den = self._den.get(variable, 1)
        if variable not in self._rows and bound is None:
            return End(None, reached=False)
        return End(Fraction(value[0], den * self._scale), reached=sign * value[1] >= 0)

    # From the infinitely small to a number

    def _number(self, n: int, small: Fraction) -> Fraction:
        value = self._value[n]
        return (value[0] + value[1] * small) / self._den.get(n, 1)

    def _small(self) -> Fraction:
        """An amount small enough to stand for the infinitely small one."""
        found = Fraction(1)
        for n, value in enumerate(self._value):
            den = self._den.get(n, 1)
            for bound, sign in ((self._low[n], 1), (self._high[n], -1)):
                if bound is not None:
                    whole, tiny = sign * (value[0] - bound[0] * den), sign * (value[1] - bound[1] * den)
                    if tiny < 0:
                        found = min(found, Fraction(whole, -tiny))
        return found


def _lowest(entries: dict[int, int], den: int) -> tuple[dict[int, int], int]:
    common = den
    for c in entries.values():
        common = gcd(common, c)
        if common == 1:
            return entries, den
    return {j: c // common for j, c in entries.items()}, den // common
