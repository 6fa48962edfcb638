"""An invoice whose number another document of its contractor has already."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.action import Answer
from counterfoil.lifecycle.invoices import queries as invoices

from ..forms.answering import show
from ..forms.typed import Typed
from ..session.member import MemberRequest, new_key


def taken(request: MemberRequest, typed: Typed, done: Answer) -> HttpResponse:
    """The form again: all that was typed stays, beside the document that has it, and another number may be sent."""
    typed.errors = {"number": [_("Another document of this contractor has this number: change it if it was mistyped.")]}
    with scope.reading(request.member.company_id):
        first = invoices.visible(request.member).one(UUID(done["same_as"]))
    told = {"first": first, "arrival_id": done["id"], "is_taken": True}
    return show(request, typed, 409, here="invoices", key=new_key(), **told)
