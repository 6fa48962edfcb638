"""With what each verb is done, as people call it: so many of them are shown, and those that a right names are said."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from counterfoil.foundation.companies.narrowing import nameable

from .words import WORDS, verb_words

Groups = Sequence[tuple[str, Sequence[tuple[str, str]]]]
"""Verbs with their words, by what they are done with."""


def grouped(verbs: Iterable[str]) -> Groups:
    """Those of these verbs that have words, in the order in which a person would look for them."""
    found, able = dict[str, list[tuple[str, str]]](), frozenset(verbs)
    for verb in (name for name in WORDS if name in able):
        found.setdefault(_about(verb), []).append((verb, verb_words(verb)))
    return list(found.items())


def named_verbs(verbs: Iterable[str]) -> str:
    """The verbs that a right names, as a person reads them: “Payments: Release”. Nothing where it carries all of its role."""
    said = [f"{about}: {', '.join(words for _verb, words in some)}" for about, some in grouped(verbs)]
    return "; ".join(said)


def to_name(role: str, *, service: bool = False) -> Groups:
    """What a right of this role can be narrowed to."""
    return grouped(nameable(role, service=service))


def _about(verb: str) -> str:
    return {
        "order": _("Orders"),
        "finding": _("Orders"),
        "mail": _("Orders"),
        "alert": _("Orders"),
        "evidence": _("Evidence"),
        "invoice": _("Invoices and exceptions"),
        "exception": _("Invoices and exceptions"),
        "payment": _("Payments"),
        "advance": _("Payments"),
        "remittance": _("Payments"),
        "refund": _("Refunds"),
        "writeoff": _("Write-offs"),
        "contractor": _("Contractors"),
        "party": _("Contractors"),
        "engagement": _("Engagements"),
        "jobpost": _("Job posts"),
        "requisition": _("Requisitions"),
        "offer": _("Offers"),
        "contract": _("Contracts"),
        "changerequest": _("Change requests"),
        "costcentre": _("Cost centres"),
        "account": _("Accounts"),
        "discount": _("Discounts and markups"),
        "tax": _("Taxes"),
        "customfield": _("Custom fields"),
        "project": _("Projects"),
        "rate": _("Exchange rates"),
        "route": _("Exceptions: who looks after them"),
    }.get(verb.partition(".")[0], _("Settings and lists"))
