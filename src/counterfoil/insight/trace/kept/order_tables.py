"""Engagements, orders and what was shown of the work: their tables, as the trail says them."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.units import UNITS
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import may_read
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.foundation.kernel.terms_words import words as terms_words
from counterfoil.lifecycle.evidence import queries as evidence
from counterfoil.lifecycle.evidence.models import EvidenceFile, Piece, Submission
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.models import (
    GENERAL,
    OWN,
    Crossing,
    Layout,
    LineValue,
    Order,
    OrderFinding,
    OrderHold,
    OrderLine,
    Permitted,
    Revision,
    RevisionCharge,
    RevisionLine,
    Threshold,
    Value,
)

from ..priced import worth_of_submission
from ..since import HEAD, LINE
from .company_tables import HOLD, HOLD_QUIET, VALUE
from .kept import Column, Kept, Part, Thing, coded, state

ON_LINE = _("Line %(n)s")
_ON_FIGURE = _("Threshold, %(n)s")
_TEAM = Column(_("Team"))
_SAID = {name: Column(LINE[name]) for name in ("text", "quantity", "starts_on", "ends_on")}
_SAID["unit"] = coded(LINE["unit"], UNITS)
_SAID["unit_price"] = Column(LINE["unit_price"], money=True)
LINE_COLUMNS = dict(_SAID)
"""What a line of an order says, and one of an invoice likewise."""

RATE_SOURCES = {GENERAL: _("the general one"), OWN: _("this order's own")}
"""Where an order's rate is from."""


def _orders(by: Member) -> Rows:
    """With the total that each says now."""
    said = Revision.objects.within(by.company_id).filter(order_id=OuterRef("id"), number=OuterRef("revision_number"))
    found: Rows = orders.visible(by)
    return found.annotate(said_total=Subquery(said.values("total")[:1]))


def _submissions(by: Member) -> Rows:
    """With what each comes to."""
    return evidence.visible(by).annotate(worth=worth_of_submission())


def _layouts(by: Member) -> Rows:
    found: Rows = Layout.objects.within(by.company_id)
    return found if may_read(by.roles, "layout") else found.none()


def _charge_words(kind: str) -> Any:
    return RevisionCharge.KIND_WORDS.get(kind, kind)


def _figure_words(figure: str) -> Any:
    return Threshold.FIGURES.get(figure, figure)


def _in_head(*names: str) -> dict[str, Any]:
    return {name: Column(HEAD[name]) for name in names}


ORDER_TABLES = (
    Kept(
        Order,
        ("order",),
        Thing(_("Order"), _orders, "number", "title", amount="said_total"),
        columns={
            "state": state(Order),
            "number": Column(_("Number")),
            "contractor_code": Column(_("The contractor's number")),
            **_in_head("title", "currency", "rate", "notes"),
            "rate_on": Column(_("Rate of")),
            "rate_source": coded(_("Whose rate"), RATE_SOURCES),
            "contractor_id": Column(HEAD["contractor"]),
            "engagement_id": Column(HEAD["engagement"]),
            "match_policy_id": Column(HEAD["match_policy"]),
            "payment_terms": Column(HEAD["payment_terms"], says=terms_words),
            "noted_number": Column(_("Invoice to come, number")),
            "noted_on": Column(_("Invoice to come, day")),
            "noted_amount": Column(_("Invoice to come, total"), money=True),
            "team_id": _TEAM,
            "issued_on": Column(_("Issued on")),
            "sent_on": Column(_("Sent on")),
            "sent_how": coded(_("Sent"), Order.SENT),
            "limit_amount": Column(_("Authorised"), money=True),
            "valid_through": Column(_("Valid through")),
            "restricted": Column(_("Used by those alone who are named")),
        },
        quiet="origin kind side minter_id number_normal loaded_from_id requester_id approval_id replaces_id base_currency "
        "revision_number discarded document document_sha256 live_claims open_claims accepted_amount covered_amount "
        "charged_amount small_amount released_amount written_off_amount drawn_amount drawn_from_id requisition_id",
    ),
    Kept(
        Permitted,
        part=Part({"order_id": Order}, named="member_id team_id"),
        columns={"live": Column(_("may use it"))},
        quiet="member_id team_id given_by_id given_at",
    ),
    Kept(
        Revision,
        part=Part({"order_id": Order}),
        columns={
            **_in_head("starts_on", "ends_on"),
            "total": Column(HEAD["total"], money=True),
            "allowance_amount": Column(HEAD["allowance"], money=True),
        },
        quiet="number subtotal net tax adjustments base_total charge_count sequential digest digest_form title notes printed "
        "loaded_from_id",
    ),
    Kept(
        RevisionCharge,
        part=Part({"order_id": Order}, place="kind", says=_charge_words, alike="words"),
        columns={
            "words": Column(_("named")),
            "percent": Column(_("per cent")),
            "amount": Column(_("amount"), money=True),
            "compound": Column(_("on the taxes before it too")),
        },
        quiet="revision_id kind position discount_id tax_id",
    ),
    Kept(
        OrderLine,
        part=Part({"order_id": Order}),
        columns={"job": Column(LINE["job"])},
        quiet="position reference job_ended limit_quantity limit_amount "
        "accepted_quantity accepted_amount covered_quantity covered_amount",
    ),
    Kept(
        RevisionLine,
        part=Part({"order_id": Order}, place="line_id", where=ON_LINE, alike="text"),
        columns={
            **LINE_COLUMNS,
            **{name: Column(LINE[name]) for name in ("heading", "details", "discount", "tax_exempt")},
            **{f"{name}_id": Column(LINE[name]) for name in ("cost_centre", "account", "project", "match_policy")},
        },
        quiet="revision_id line_id amount share buyer_item seller_item allowance_quantity allowance_amount",
    ),
    Kept(Value, part=Part({"order_id": Order}, named="field_id"), columns=VALUE, quiet="field_id"),
    Kept(
        LineValue,
        part=Part({"order_id": Order}, place="line_id", where=ON_LINE, alike="field_id", named="field_id"),
        columns=VALUE,
        quiet="field_id line_id",
    ),
    Kept(
        Threshold,
        part=Part({"order_id": Order}, place="figure", says=_figure_words, where=_ON_FIGURE, always=True),
        columns={
            "percent": Column(_("per cent")),
            "amount": Column(_("amount"), money=True),
            "state": state(Threshold, _("threshold")),
        },
        quiet="figure",
    ),
    Kept(
        Crossing,
        part=Part({"order_id": Order}, always=True),
        columns={"mark": Column(_("Crossed the threshold of"), money=True)},
        quiet="threshold_id revision amount limit_amount entry_id",
    ),
    Kept(OrderHold, part=Part({"order_id": Order}), columns=HOLD, quiet=HOLD_QUIET),
    Kept(
        OrderFinding,
        ("finding",),
        part=Part({"order_id": Order}),
        columns={
            "expected": Column(_("What it should be"), money=True),
            "actual": Column(_("What is stated"), money=True),
            "note": Column(_("What is stated")),
            "state": state(OrderFinding),
        },
        quiet="line_id arrival_id kind settled_by_id reason",
    ),
    Kept(
        Layout,
        ("layout",),
        Thing(_("Number layout"), _layouts, "pattern"),
        columns={"pattern": Column(_("Pattern")), "longest": Column(_("Longest number"))},
    ),
    Kept(
        Submission,
        ("submission",),
        Thing(_("Evidence on"), _submissions, "order__number", amount="worth", currency="order__currency"),
        quiet="order_id submitter_id note arrival_id number_normal",
    ),
    Kept(
        Piece,
        ("piece",),
        part=Part({"submission_id": Submission}, place="line_id", where=ON_LINE),
        columns={
            "state": state(Piece, _("state")),
            "quantity": Column(LINE["quantity"]),
            "amount": Column(_("amount"), money=True),
            "text": Column(LINE["text"]),
            "starts_on": Column(LINE["starts_on"]),
            "ends_on": Column(LINE["ends_on"]),
            "accepted_quantity": Column(_("accepted")),
            "accepted_amount": Column(_("accepted amount"), money=True),
            "corrected_quantity": Column(_("corrected")),
        },
        quiet="order_id line_id corrects_id corrected_amount used_quantity used_amount decided_by_id reason",
    ),
    Kept(EvidenceFile, part=Part({"submission_id": Submission}), quiet="document_id"),
)
