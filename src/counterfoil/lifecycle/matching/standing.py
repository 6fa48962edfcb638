"""What stands against an invoice now and was not accepted. Changes nothing: release and initiate ask it under their locks."""

from collections.abc import Sequence

from .comparing import compare
from .excepting import is_worse
from .findings import Finding
from .match_case import MatchCase
from .pairing import pair


def standing_against(match_case: MatchCase) -> list[Finding]:
    """Everything that is found and that nobody has accepted, or not as far as it goes now."""
    return not_accepted(match_case, found_against(match_case))


def found_against(match_case: MatchCase) -> list[Finding]:
    """Everything that is found once its lines are paired; what was accepted too."""
    pair(match_case)
    return compare(match_case)


def not_accepted(match_case: MatchCase, findings: Sequence[Finding]) -> list[Finding]:
    """Of these, what nobody has accepted as it is now."""
    accepted = {(one.invoice_line_id, one.kind): one for one in match_case.exceptions if one.state == "accepted"}
    return [finding for finding in findings if finding.key not in accepted or is_worse(accepted[finding.key], finding)]
