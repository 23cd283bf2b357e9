"""What the checks of a data set would catch, and what not: every likely slip of every figure, tried in turn.

`audit(dataset, today=...)` gives an `Audit`, whose `total` counts the slips; `advise` says what would catch more of them.
"""

from __future__ import annotations

from crossfoot.audit.advice import Advice, advise
from crossfoot.audit.run import Audit, ClaimAudit, Tried, audit
from crossfoot.audit.slips import CLASSES, Mutation, mutations_of
from crossfoot.audit.tally import Fate, Result, Tally

__all__ = ["CLASSES", "Advice", "Audit", "ClaimAudit", "Fate", "Mutation", "Result", "Tally", "Tried", "advise", "audit", "mutations_of"]
