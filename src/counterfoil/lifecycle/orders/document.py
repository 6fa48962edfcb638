"""What is approved and what is promised, as canonical JSON: the two texts whose hashes hold the line together."""

from collections.abc import Sequence
from typing import Any

from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel.canonical import canonical, plain_decimal, sha256
from counterfoil.foundation.kernel.money import minor_units

from .custom import approved
from .models import ADJUSTMENT, DISCOUNT, TAX, Order, Revision, RevisionCharge, RevisionLine
from .printed import printed
from .states import AWAITED

WITH_WORDS = 2
"""The form of a hash that covers title and notes; older ones go on recomputing without them."""


def content(order: Order, revision: Revision, said: Sequence[RevisionLine]) -> dict[str, Any]:
    """All that the approvers are shown: title and notes, contractor, engagement, currency, dates, lines and sums.

    Custom fields that are marked for print are there as they were when it was submitted.
    After issue title and notes are plain edits, and what was approved stands in the revision. How it is matched, and the
    allowance, are there only where something is said: older hashes go on recomputing.
    """
    return {
        "order": order.id,
        "revision": revision.number,
        "contractor": order.contractor_id,
        # A loaded order is attached later, by us: its minter's word stays what it was.
        "engagement": None if order.is_loaded else order.engagement_id,
        "currency": order.currency,
        "rate": order.rate,
        "starts_on": revision.starts_on,
        "ends_on": revision.ends_on,
        "lines": [_line(line, order.currency) for line in said],
        "net": money_text(revision.net, order.currency),
        "total": money_text(revision.total, order.currency),
    } | _said_only(
        **_words(order, revision),
        **_charges(revision, order.currency),
        fields=approved(revision.printed),
        match_policy=order.match_policy_id,
        payment_terms=order.payment_terms or None,
        allowance=money_text(revision.allowance_amount, order.currency) if revision.allowance_amount else None,
    )


def _charges(revision: Revision, currency: str) -> dict[str, Any]:
    """Each discount, markup, tax and adjustment with what it comes to, and the sums between them, where there are any."""
    if not revision.all_charges:
        return {}
    said: dict[str, Any] = {
        "subtotal": money_text(revision.subtotal, currency),
        "tax": money_text(revision.tax, currency),
        "adjusted": money_text(revision.adjustments, currency),
        "sequential": True if revision.sequential else None,
    }
    for kind, name in ((DISCOUNT, "discounts"), (TAX, "taxes"), (ADJUSTMENT, "adjustments")):
        said[name] = [_charge(one, currency) for one in revision.charges_of(kind)] or None
    return said


def _charge(one: RevisionCharge, currency: str) -> dict[str, Any]:
    percent = None if one.percent is None else plain_decimal(one.percent)
    return {"words": one.words, "amount": money_text(one.amount, currency)} | _said_only(
        percent=percent, compound=one.compound or None
    )


def _words(order: Order, revision: Revision) -> dict[str, str]:
    """Title and notes, where the hash covers them."""
    if revision.digest_form < WITH_WORDS:
        return {}
    said = order if order.state in ("draft", *AWAITED) else revision
    return {"title": said.title, "notes": said.notes}


def content_digest(order: Order, revision: Revision, said: Sequence[RevisionLine]) -> str:
    """The hash that an approver approves and that the approval binds to."""
    return sha256(canonical(content(order, revision, said)))


def promise(order: Order, revision: Revision, said: Sequence[RevisionLine], company: Company) -> str:
    """The issued document, number included, as canonical JSON. PDF and other forms are renderings of it."""
    return canonical(
        content(order, revision, said)
        | {
            "number": order.number,
            "contractor_code": order.contractor_code,
            "issued_on": order.issued_on,
            "buyer": {
                "name": company.name,
                "billing_address": company.billing_address,
                "invoice_channel": company.invoice_channel,
            },
            "seller": {
                "code": order.contractor.code,
                "name": order.contractor.name,
                "address": order.contractor.address,
            },
            "engagement_title": order.engagement.title if order.engagement else "",
            "printed": printed(order, revision, company),
        }
    )


def money_text(amount: Any, currency: str) -> str:
    """An amount with exactly its currency's decimals."""
    return f"{amount:.{minor_units(currency)}f}"


def _line(line: RevisionLine, currency: str) -> dict[str, Any]:
    return {
        "text": line.text,
        "quantity": plain_decimal(line.quantity),
        "unit": line.unit,
        "unit_price": plain_decimal(line.unit_price),
        "amount": money_text(line.amount, currency),
        "starts_on": line.starts_on,
        "ends_on": line.ends_on,
    } | _said_only(
        heading=line.heading or None,
        details=line.details or None,
        discount=plain_decimal(line.discount) if line.discount else None,
        net=money_text(line.net, currency) if line.share else None,
        tax_exempt=line.tax_exempt or None,
        job=line.line.job or None,
        cost_centre=line.cost_centre_id,
        account=line.account_id,
        project=line.project_id,
        match_policy=line.match_policy_id,
        allowance_quantity=plain_decimal(line.allowance_quantity) if line.allowance_quantity else None,
        allowance=money_text(line.allowance_amount, currency) if line.allowance_amount else None,
    )


def _said_only(**given: Any) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None}
