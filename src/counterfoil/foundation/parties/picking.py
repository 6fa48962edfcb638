"""How a picker finds and names a contractor. Reads only; every one takes `by`."""

from django.db.models import Q, QuerySet

from counterfoil.foundation.companies.models import Member

from . import queries
from .models import Contractor

_BETWEEN = " · "


def contractors(by: Member, text: str = "") -> QuerySet[Contractor]:
    """The company's contractors in whose name or code a text occurs, by name; none that is archived."""
    found = queries.visible(by).filter(archived_at__isnull=True)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(code__istartswith=text) | Q(code=code_of(text)))
    return found.order_by("name", "code")


def label(contractor: Contractor) -> str:
    """A contractor as a picker writes it: the code tells two of one name apart."""
    return f"{contractor.code}{_BETWEEN}{contractor.name}"


def named(by: Member, text: str) -> Contractor | None:
    """The one contractor that a picker's text means: by label or code, else by a name that only one has."""
    by_code = queries.visible(by).filter(code=code_of(text)).first()
    if by_code is not None:
        return by_code
    same_name = list(queries.visible(by).filter(name__iexact=text.strip())[:2])
    return same_name[0] if len(same_name) == 1 else None


def code_of(text: str) -> str:
    """The code that a label begins with, or the whole text as a code."""
    return text.partition(_BETWEEN)[0].strip().upper()
