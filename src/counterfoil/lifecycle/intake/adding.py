"""A seller who is not known yet becomes a contractor, where whoever sends the file has said so."""

import re
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.formats.ubl.documents import Document
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid, Reason, Refused
from counterfoil.foundation.kernel.values import parsed
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.foundation.trail.action import Via

from . import queries
from .sides import Sides, called, marks_of


def with_seller(decided: Sides, document: Document, *, by: Member, at: datetime, via: Via) -> Sides:
    """The same sides with the seller as a new contractor, or why none could be made of what the document says."""
    try:
        return Sides(decided.we_are, _added(document, by=by, at=at, via=via))
    except Refused as refused:
        return Sides(decided.we_are, reasons=refused.reasons)
    except Invalid as invalid:
        return Sides(decided.we_are, reasons=[invalid_facts(invalid)])


def invalid_facts(invalid: Invalid) -> Reason:
    """What a document says that can't be kept, as a reason."""
    said = "; ".join(f"{name}: {' '.join(words)}" for name, words in list(invalid.fields.items())[:10])
    return Reason("invalid", _("It says what can't be kept: %(said)s"), {"said": said})


def _added(document: Document, *, by: Member, at: datetime, via: Via) -> UUID:
    """The seller as a new contractor, known from now on by all that the document calls them. Raises Refused and Invalid."""
    seller = document.seller
    wanted = re.sub(r"[^A-Z0-9]", "", called(seller).upper())[:6] or "C"
    with scope.reading(by.company_id):
        code = queries.free_code(by.company_id, wanted)
    facts = {
        "code": code,
        "name": called(seller)[:200],
        "currency": document.currency or by.company.currency,
        "address": seller.address,
        "country": seller.country if re.fullmatch("[A-Z]{2}", seller.country) else "",
        "identities": [{"scheme": scheme, "value": value} for scheme, value in marks_of(seller)],
    }
    key = f"{via.key}:seller"[:200] if via.key else ""
    made = add_contractor(by=by, at=at, values=parsed(ContractorValues, facts), via=Via(via.door, key))
    return UUID(made["id"])
