"""Which contractor somebody means by what they typed: any part of a name or a code will do."""

from django.db.models import Q, QuerySet

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.parties import queries
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.parties.picking import code_of, label, named

from ..session.member import outside, text_sent


def suggested(by: Member, typed: str) -> QuerySet[Contractor]:
    """The contractors in whose name or code the typed text occurs, by name. Called inside a scope."""
    text = text_sent({"text": typed}, "text")
    fits = Q(name__icontains=text) | Q(code__icontains=text) | Q(code=code_of(text))
    return queries.visible(by).filter(fits if text else Q()).order_by("name", "code")


def meant(by: Member, typed: str) -> Contractor | None:
    """The one contractor that the typed text means: by code or name, else the only one it occurs in."""
    text = text_sent({"text": typed}, "text")
    if not text:
        return None
    found = named(by, text)
    if found is not None:
        return found
    fitting = list(suggested(by, text)[:2])
    return fitting[0] if len(fitting) == 1 else None


def own(by: Member) -> str:
    """The only contractor for whom somebody outside types; nothing where they are none or several. Called inside a scope."""
    found = list(queries.visible(by)[:2]) if outside(by) else []
    return label(found[0]) if len(found) == 1 else ""
