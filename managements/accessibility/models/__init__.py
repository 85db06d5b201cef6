"""The models of the capability, one module per theme."""

from managements.accessibility.models.reports import BarrierReport, BarrierState, Told
from managements.accessibility.models.statements import (
    AccessibilityStatementPage,
    IncompleteStatementError,
    StatementGap,
)

__all__ = [
    "AccessibilityStatementPage",
    "BarrierReport",
    "BarrierState",
    "IncompleteStatementError",
    "StatementGap",
    "Told",
]
