"""What the checks of a data set would catch, and what not: every likely slip of every figure, tried in turn.

    found = audit(load("claims"), today=date(2026, 11, 25))
    found.total.caught, found.total.catchable
"""

from __future__ import annotations

from crossfoot.audit.run import Audit, ClaimAudit, audit
from crossfoot.audit.slips import CLASSES, Mutation, mutations_of
from crossfoot.audit.tally import Fate, Result, Tally

__all__ = ["CLASSES", "Audit", "ClaimAudit", "Fate", "Mutation", "Result", "Tally", "audit", "mutations_of"]
