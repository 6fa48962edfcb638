"""What a quantity of an order's line comes to, asked of the database as the rules reckon it."""

from typing import Any

from django.db.models import Case, DecimalField, F, Func, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Round

from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.orders.models import LOADED, RevisionLine

FIGURE: Any = DecimalField(max_digits=40, decimal_places=12)


def price() -> Case:
    """What one of a revision's line costs, net. What was loaded is reckoned from its amount, as its unit price may be rounded,
    and so is what bears a share of the order's discounts."""
    shared = Q(order__origin=LOADED) | ~Q(share=0)
    own = F("unit_price") * (100 + F("discount")) / 100
    return Case(When(shared, then=(F("amount") + F("share")) / F("quantity")), default=own, output_field=FIGURE)


def rounded(amount: Any, currency: str) -> Any:
    """As `round_money` rounds: half-up, to the own unit of the currency that is found there."""
    return Round(amount / unit_of(currency), output_field=FIGURE) * unit_of(currency)


def unit_of(currency: str) -> Func:
    """The smallest amount of the currency that is found there, as `last_unit` says it."""
    return Func(F(currency), function="last_unit", output_field=FIGURE)


def worth_of_submission() -> Subquery:
    """What a submission comes to: what was accepted of its pieces, else what they show, at the order's own prices."""
    says = RevisionLine.objects.filter(
        company_id=OuterRef("company_id"),
        line_id=OuterRef("line_id"),
        revision__number=OuterRef("order__revision_number"),
    )
    shown = rounded(F("quantity") * Subquery(says.values(each=price()), output_field=FIGURE), "order__currency")
    amount = Case(When(state="accepted", then=F("accepted_amount")), default=shown, output_field=FIGURE)
    pieces = Piece.objects.filter(company_id=OuterRef("company_id"), submission_id=OuterRef("id")).order_by()
    return Subquery(pieces.values("submission_id").annotate(worth=Sum(amount)).values("worth"), output_field=FIGURE)
