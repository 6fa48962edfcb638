"""The verbs of what a company decides once: how invoices are matched, its general rates, and the rows of its catalogues."""

from .rates import load_rates, set_rate
from .rows import ROW_VERBS
from .set_match_policy import MatchPolicyValues, ToleranceValues, set_match_policy

__all__ = ["ROW_VERBS", "MatchPolicyValues", "ToleranceValues", "load_rates", "set_match_policy", "set_rate"]
