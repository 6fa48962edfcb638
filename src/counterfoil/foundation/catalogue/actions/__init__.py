"""The verbs of what a company decides once: how invoices are matched, and the rows of its catalogues."""

from .rows import ROW_VERBS
from .set_match_policy import MatchPolicyValues, ToleranceValues, set_match_policy

__all__ = ["ROW_VERBS", "MatchPolicyValues", "ToleranceValues", "set_match_policy"]
