"""Waivers: which claims are set aside, which findings are accepted, and which waivers are themselves at fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from crossfoot.dataset import Dataset
from crossfoot.records import Waiver


@dataclass(frozen=True, slots=True)
class WaiverFault:
    """A waiver that no longer does what it was granted for, and why; it makes the build red."""

    waiver: Waiver
    message: str

    @property
    def id(self) -> str:
        """The id of its item: `waiver/miit-2022h1/c034`."""
        return f"waiver/{self.waiver.document}/{self.waiver.name}"


def effective(dataset: Dataset, today: date) -> list[Waiver]:
    """The waivers that count today: they have a reason and have not expired."""
    return [waiver for waiver in _all(dataset) if not fault_of(waiver, today)]


def faults(dataset: Dataset, today: date) -> list[WaiverFault]:
    """The waivers that do not count today, and why."""
    return [WaiverFault(waiver, message) for waiver in _all(dataset) if (message := fault_of(waiver, today))]


def fault_of(waiver: Waiver, today: date) -> str:
    """Why a waiver does not count, or an empty text."""
    if not waiver.reason.strip():
        return f"the waiver of {waiver.name} gives no reason; say why the finding is accepted, or remove the waiver"
    if waiver.expires is not None and waiver.expires < today:
        return f"the waiver of {waiver.name} expired on {waiver.expires}; correct the record, or grant it anew with a later date"
    return ""


def stale(waiver: Waiver) -> WaiverFault:
    """The fault of a waiver that nothing needs any more."""
    if waiver.claim:
        message = f"the waiver of {waiver.name} is stale: taking the claim back in no longer makes anything fail; remove the waiver"
    else:
        message = (
            f"the waiver of {waiver.name} is stale: no finding has this fingerprint and state {waiver.state}; the printed figures have "
            "changed or the finding is gone, so remove the waiver, or grant it anew for what is printed now"
        )
    return WaiverFault(waiver, message)


def _all(dataset: Dataset) -> Iterator[Waiver]:
    for document in dataset.documents:
        yield from document.waivers
