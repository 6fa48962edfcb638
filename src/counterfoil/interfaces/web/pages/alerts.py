"""Where an alert leads, that it is seen, and the choice of what one is told of."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from counterfoil.foundation.kernel import scope
from counterfoil.insight.verbs.words import WORDS
from counterfoil.lifecycle.alerts import actions
from counterfoil.lifecycle.alerts.actions import set_preferences
from counterfoil.lifecycle.alerts.kinds import ToldAlert
from counterfoil.lifecycle.alerts.queries import concerned, visible, with_names
from counterfoil.lifecycle.alerts.values import Wanted

from ..panels.alerts import address_of
from ..session.member import MemberRequest, now, signed_in, via


@signed_in
def alert(request: MemberRequest, alert_id: UUID) -> HttpResponse:
    """Go to what an alert is about."""
    with scope.reading(request.member.company_id):
        found = ToldAlert(with_names(visible(request.member)).one(alert_id))
        return redirect(address_of(found))


@require_POST
@signed_in
def see(request: MemberRequest, alert_id: UUID) -> HttpResponse:
    """Say that what happened once is seen."""
    with scope.reading(request.member.company_id):
        address = address_of(ToldAlert(with_names(visible(request.member)).one(alert_id)))
    actions.see(by=request.member, at=now(), via=via(request), alert_id=alert_id)
    messages.success(request, WORDS["alert.see"].done)
    return redirect(address)


@require_POST
@signed_in
def prefer(request: MemberRequest) -> HttpResponse:
    """Keep of which kinds of alerts somebody is told on the desk, and by mail."""
    on_desk, by_mail = request.POST.getlist("on_desk"), request.POST.getlist("by_mail")
    wanted = [Wanted(kind=kind, on_desk=kind in on_desk, by_mail=kind in by_mail) for kind in concerned(request.member)]
    set_preferences(by=request.member, at=now(), via=via(request), wanted=wanted)
    messages.success(request, _("Saved. From now on you are told of these."))
    return redirect(f"{reverse('account')}#alerts")
