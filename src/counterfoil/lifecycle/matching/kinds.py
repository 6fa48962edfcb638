"""The kinds of findings: their words, who looks at them first, and whether a second person may accept them (R93, R101).

Beyond the limit, and where something is missing or contradicts itself, nobody can: there is only another document, an
amended order, or rejection.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.permissions import FINANCE, PAYABLES

RESPONSIBLE = "responsible"
"""Whoever asked for the order, as the owner of an exception on it."""

REST_WRITTEN_OFF = "rest_written_off"
"""What claims more of an order than was left standing when the rest of it was written off."""


@dataclass(frozen=True)
class Kind:
    """What a kind of finding is called, its sentence, and who settles it."""

    words: Any
    sentence: Any
    acceptable: bool = False
    owner: str = PAYABLES


KINDS: Mapping[str, Kind] = {
    "order_missing": Kind(_("No purchase order"), _("It quotes no purchase order number.")),
    "order_unknown": Kind(_("Unknown purchase order"), _("No order of this contractor has the number %(note)s.")),
    "order_not_open": Kind(_("Order not open"), _("The order is %(note)s; only an issued order is billed.")),
    "invoice_unknown": Kind(_("Unknown invoice"), _("No open invoice of this contractor has the number “%(note)s”.")),
    "coding": Kind(_("Engagement"), _("It names another engagement than the order is for.")),
    "line_unknown": Kind(_("Line not recognised"), _("It is not clear which line of the order this bills.")),
    "unit": Kind(_("Unit"), _("It is billed in %(note)s.")),
    "price": Kind(
        _("Price"),
        _("Unit price %(actual)s where %(expected)s was ordered: %(excess)s off what is allowed (%(allowed)s)."),
        acceptable=True,
        owner=RESPONSIBLE,
    ),
    "line_amount": Kind(
        _("Line amount"),
        _(
            "Amount %(actual)s where quantity and price give %(expected)s: %(excess)s off what is allowed (%(allowed)s)."
        ),
        acceptable=True,
    ),
    "quantity": Kind(
        _("Quantity"),
        _("Invoiced %(actual)s where %(expected)s are %(note)s: over by %(excess)s, allowed is %(allowed)s."),
        acceptable=True,
        owner=RESPONSIBLE,
    ),
    "evidence_missing": Kind(
        _("Evidence missing"),
        _("Invoiced %(actual)s where no evidence is accepted yet."),
        acceptable=True,
        owner=RESPONSIBLE,
    ),
    "ceiling": Kind(
        _("Above the limit"),
        _("With this, %(actual)s would be invoiced; the limit is %(expected)s, over by %(excess)s (%(note)s)."),
        owner=RESPONSIBLE,
    ),
    "currency": Kind(_("Currency"), _("The currencies differ, its own first: %(note)s.")),
    "date": Kind(_("Date"), _("It is dated %(note)s, which is still to come."), acceptable=True),
    "expired": Kind(
        _("Order expired"),
        _("The work is of %(note)s, after the order's last day."),
        acceptable=True,
        owner=RESPONSIBLE,
    ),
    "run_out": Kind(
        _("Order has run out"),
        _("It came when %(note)s. The company holds such invoices until somebody accepts them."),
        acceptable=True,
        owner=FINANCE,
    ),
    "stopped": Kind(
        _("Order is stopped"),
        _(
            "It came when %(note)s. The company stops such orders: once the order is raised or prolonged, this is looked at "
            "again; else it is rejected."
        ),
        owner=FINANCE,
    ),
    "approval_late": Kind(
        _("Ordered afterwards"),
        _("It is dated %(note)s, before the order was issued."),
        acceptable=True,
        owner=RESPONSIBLE,
    ),
    "total": Kind(
        _("Total"),
        _("The total says %(actual)s, and lines and tax give %(expected)s: %(excess)s off."),
        acceptable=True,
        owner=FINANCE,
    ),
    "tax": Kind(
        _("Tax"),
        _("Tax of %(actual)s where the rates that are accepted give %(expected)s at the most. %(note)s"),
        acceptable=True,
        owner=FINANCE,
    ),
    "charges": Kind(
        _("Charges"),
        _("It charges %(actual)s that the order does not name."),
        acceptable=True,
        owner=FINANCE,
    ),
    "taken_back": Kind(
        _("Line below zero"),
        _("The line is %(actual)s below zero; what goes the other way comes as a document of its own."),
    ),
    "credited": Kind(_("Credited too much"), _("It takes off %(actual)s where %(expected)s is left.")),
    "duplicate": Kind(_("Perhaps a duplicate"), _("It looks like %(note)s."), acceptable=True, owner=FINANCE),
    "paper_unclear": Kind(
        _("Unclear what it is"),
        _(
            "It calls itself “%(note)s”, and nothing is known of such papers. It claims nothing until a person says otherwise."
        ),
        acceptable=True,
    ),
    "paper_kind": Kind(
        _("Kind of paper"),
        _("It is written as %(note)s, and the two contradict each other. The code holds once a second person says so."),
        acceptable=True,
    ),
    "below_zero": Kind(
        _("Credit below zero"),
        _("It is a credit note of %(actual)s below zero. It takes that off once a second person says so."),
        acceptable=True,
    ),
    "corrects_unknown": Kind(
        _("Corrects unknown"),
        _("It corrects “%(note)s”, and no such invoice of this contractor stands."),
        acceptable=True,
    ),
    "corrects_waits": Kind(
        _("Correction waits"),
        _(
            "It corrects %(note)s, on which a payment that has not left, a credit note or a set-off stands. It takes its place "
            "once that is taken back."
        ),
    ),
    "corrects_paid": Kind(
        _("Corrects what is paid"),
        _("It corrects %(note)s, which is being paid. Once all else is settled, it takes its place and what was paid."),
    ),
    "corrected": Kind(_("Corrected"), _("The correction %(note)s stands against it; nothing more of it is paid.")),
    "written_off": Kind(
        _("Written off"),
        _(
            "What was left of %(note)s was written off. Once that write-off is reversed, this is looked at again at once; "
            "else it is rejected."
        ),
        owner=FINANCE,
    ),
    REST_WRITTEN_OFF: Kind(
        _("Order written off"),
        _(
            "With this, %(actual)s would be invoiced; of what the order allows, all beyond %(expected)s was written off. Once "
            "that write-off is reversed, this is looked at again at once; else it is rejected."
        ),
        owner=FINANCE,
    ),
    "hold": Kind(_("On hold"), _("It waits: %(note)s")),
}

NOT_SAID: Mapping[str, Any] = {
    "invoice_unknown": _("It does not say which invoice it credits."),
    "corrects_unknown": _("It does not say which invoice it corrects."),
}
"""What is said instead where the document is silent: its note is a dash."""


def acceptable(kind: str) -> bool:
    """Whether a second person may accept a finding of this kind."""
    return KINDS[kind].acceptable
