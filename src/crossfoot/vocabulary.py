"""The closed vocabularies of the record format and of the verdicts: one name for one idea, everywhere."""

from __future__ import annotations

from enum import StrEnum


class Bound(StrEnum):
    """How a print hedges its figure."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    LOST = "lost"


class Statistic(StrEnum):
    """What is said of a measure."""

    LEVEL = "level"
    GROWTH = "growth"
    RATIO = "ratio"
    SHARE = "share"
    CONTRIBUTION = "contribution"


class Kind(StrEnum):
    """How a measure behaves in time: flows add over periods, stocks stand on a day, the others do neither."""

    FLOW = "flow"
    STOCK = "stock"
    RATE = "rate"
    COUNT = "count"
    ORDINAL = "ordinal"
    DURATION = "duration"


class GrowthBasis(StrEnum):
    """The prices or coverage in which a measure's growth is computed."""

    NOMINAL = "nominal"
    CONSTANT = "constant"
    COMPARABLE = "comparable"
    UNKNOWN = "unknown"


class ShareBasis(StrEnum):
    """From what the shares of a measure were computed: from its levels as printed, or from others."""

    NOMINAL = "nominal"
    COMPARABLE = "comparable"
    SEASONAL = "seasonal"
    UNKNOWN = "unknown"


class ScenarioKind(StrEnum):
    """A plan is not a fact yet; a vintage is an earlier print of one."""

    PLAN = "plan"
    VINTAGE = "vintage"


class MentionClass(StrEnum):
    """Why a number in the text is no claim."""

    PERIOD = "period"
    MARKER = "marker"
    ITEM = "item"
    NAME = "name"
    IDIOM = "idiom"
    CRITERION = "criterion"
    VAGUE = "vague"


class Weakens(StrEnum):
    """What a change does to the gate: the kinds of weakening, as `acknowledged` in waivers.yaml names them."""

    DOCUMENT_REMOVED = "document-removed"
    CLAIM_REMOVED = "claim-removed"
    MENTION_REMOVED = "mention-removed"
    CLAIM_MOVED = "claim-moved"
    BOUND_LOOSENED = "bound-loosened"
    PRECISION_COARSENED = "precision-coarsened"
    VALUE_SUPPLIED = "value-supplied"
    RELATION_LOST = "relation-lost"
    POWER_LOST = "power-lost"
    MEASURE_LOOSENED = "measure-loosened"
    PARTITION_LOOSENED = "partition-loosened"
    SCENARIO_CHANGED = "scenario-changed"
    DECLARATION_REMOVED = "declaration-removed"
    DECLARED_UNRELATED = "declared-unrelated"
    WAIVER_ADDED = "waiver-added"
    WAIVER_WIDENED = "waiver-widened"
    SOURCE_CHANGED = "source-changed"
    TURNS_CHANGED = "turns-changed"
    TEXT_PUBLISHED = "text-published"
    FLOOR_LOWERED = "floor-lowered"


class Verdict(StrEnum):
    """What a check found. The table in docs/design.md says what each one does to a run."""

    HOLDS = "holds"
    STRAINED = "strained"
    MISMATCH = "mismatch"
    CONTRADICTION = "contradiction"
    UNDECIDED = "undecided"
    IMPLIES = "implies"
    NOT_CHECKED = "not_checked"
    RECORD_CHECK_FAILED = "record_check_failed"
    WAIVED = "waived"
    WAIVER_FAILED = "waiver_failed"
    WEAKENED = "weakened"

    @property
    def fails(self) -> bool:
        """Whether an item with this verdict makes the build red."""
        return self in _FAILING

    @property
    def decided(self) -> bool:
        """Whether something was compared and an answer found; a run that decided nothing is never green."""
        return self not in {Verdict.IMPLIES, Verdict.NOT_CHECKED, Verdict.WAIVED}


_FAILING = frozenset(
    {
        Verdict.MISMATCH,
        Verdict.CONTRADICTION,
        Verdict.UNDECIDED,
        Verdict.RECORD_CHECK_FAILED,
        Verdict.WAIVER_FAILED,
        Verdict.WEAKENED,
    }
)
