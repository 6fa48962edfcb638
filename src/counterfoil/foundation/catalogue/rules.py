"""What a match policy may say. Pure: values in, reasons out."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.refusals import Reason

from .tolerances import NEEDS_AMOUNT, NEEDS_PERCENT, Tolerated


def set_match_policy(tolerances: Sequence[Tolerated], attributes: Sequence[str]) -> list[Reason]:
    """Each attribute once, and each kind with exactly the figures that it is made of."""
    reasons = []
    if len(set(attributes)) != len(attributes):
        reasons.append(Reason("tolerance_twice", _("Each attribute has one tolerance in a policy.")))
    for attribute, tolerance in zip(attributes, tolerances, strict=True):
        if _wrong(tolerance.percent, tolerance.kind in NEEDS_PERCENT) or _wrong(
            tolerance.amount, tolerance.kind in NEEDS_AMOUNT
        ):
            sentence = _("A tolerance of the kind “%(kind)s” needs exactly the figures it is made of.")
            reasons.append(Reason("tolerance_figures", sentence, {"kind": tolerance.kind, "attribute": attribute}))
    return reasons


def _wrong(figure: Decimal | None, needed: bool) -> bool:
    return (figure is not None) != needed
