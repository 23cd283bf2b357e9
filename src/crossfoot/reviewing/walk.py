"""The walk through a draft: which figure comes next, what each key does, and the way back."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Final

from crossfoot.console import FAINT, YELLOW, Line
from crossfoot.drafting.figure import Row
from crossfoot.reviewing import answers, shown
from crossfoot.reviewing.answers import CLASSES, Ask
from crossfoot.reviewing.shown import KEYS
from crossfoot.reviewing.tables import Before, Review

Say = Callable[[Sequence[Line]], None]
_QUIT: Final = frozenset({"q", "quit"})


def review(found: Review, ask: Ask, say: Say) -> bool:
    """Go through the drafts until all are answered (then True) or the answers end."""
    walk = _Walk(found, ask, say)
    while walk.row is not None and walk.answer():
        pass
    return not found.drafts


class _Walk:
    """A place in the list of drafts, and the answers given so far, to be taken back one by one."""

    def __init__(self, found: Review, ask: Ask, say: Say) -> None:
        self.found, self.ask, self.say = found, ask, say
        self.names = [row["id"] for row in found.drafts]
        self.number = 0
        self.history: list[tuple[int, Before]] = []
        self._new = True

    @property
    def row(self) -> Row | None:
        """The claim that it stands at; None at the end."""
        return self.found.claim(self.names[self.number]) if self.number < len(self.names) else None

    def answer(self) -> bool:
        """Show the claim if it is not shown yet, ask, and carry out one answer; whether another one is asked for."""
        row = self.row
        assert row is not None  # noqa: S101 - `review` asks only then
        if self._new:
            self.say(list(shown.figure(self.found, row, self.number + 1, len(self.names))))
            self._new = False
        given = self.ask(f"[{shown.HELP}] ")
        if given is None or given.strip().lower() in _QUIT:
            return False
        key, _, rest = given.strip().partition(" ")
        if key.lower() == "z":
            with _undisturbed():
                self._back()
        else:
            self._carry_out(row, key.lower(), rest.strip())
        return True

    def _carry_out(self, row: Row, key: str, rest: str) -> None:
        """One answer. An empty line is none: a key that was hit by accident must confirm nothing."""
        before = self.found.before(row)
        if key == "y":
            with _undisturbed():
                answers.confirm(self.found, row)
            self._on(before)
        elif key == "n":
            self._on(before)
        elif key == "x":
            self._no_claim(row, rest, before)
        elif key in KEYS:
            self._change(row, KEYS[key], rest, before)
        elif key:
            self.say(list(shown.all_keys()))

    def _on(self, before: Before) -> None:
        self.history.append((self.number, self.found.answered(before)))
        self.number += 1
        self._new = True

    def _no_claim(self, row: Row, rest: str, before: Before) -> None:
        kind = rest or self.ask(f"class ({', '.join(CLASSES)}): ")
        if kind is None:
            return
        with _undisturbed():
            fault = answers.make_mention(self.found, row, kind.strip())
        if fault:
            self.say([Line(fault, YELLOW)])
        else:
            self._on(before)

    def _change(self, row: Row, column: str, rest: str, before: Before) -> None:
        text = rest or self.ask(f"{column} ({row[column] or 'nothing'}): ")
        if text is None:
            return
        text = text.strip()
        if column == "measure":
            text = answers.measure_named(self.found, text, row, self.ask)
        contents = answers.with_its_columns(text, row, self.ask) if column == "statistic" else {column: text}
        with _undisturbed():
            fault = answers.change(self.found, row, contents)
        if fault:
            self.found.take_back(self.found.answered(before))  # a measure that was made ready for it
            self.say([Line(fault, YELLOW)])
            return
        self.history.append((self.number, self.found.answered(before)))
        self.say([Line(f"  {name}: {row[name] or 'nothing'}", FAINT) for name in contents])

    def _back(self) -> None:
        """Take the last answer back and stand where it was given."""
        self._new = True
        if not self.history:
            self._to_the_claim_before()
            return
        self.number, before = self.history.pop()
        undone = self.found.take_back(before)
        told = f"Taken back: the answer to {self.found.slug}/{before.claim['id']}." if undone else "Back; nothing was changed there."
        self.say([Line(told, FAINT)])

    def _to_the_claim_before(self) -> None:
        """What was answered in an earlier review is taken back no more; its claim is shown again, to be changed."""
        row = self.row
        place = self.found.claims.index(row) if row is not None else 0
        if place == 0:
            self.say([Line("There is no claim before this one.", YELLOW)])
            return
        self.names.insert(self.number, self.found.claims[place - 1]["id"])
        self.say([Line("No answer of this review is left to take back; this is the claim before.", FAINT)])


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let what is being saved be saved to the end before Ctrl-C ends the program."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[int] = []

    def wait(number: int, _: FrameType | None) -> None:
        waiting.append(number)

    usual = signal.signal(signal.SIGINT, wait)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
    if waiting:
        raise KeyboardInterrupt
