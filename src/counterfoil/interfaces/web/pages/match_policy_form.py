"""Setting how invoices are matched: a new match policy, or a new version of one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from counterfoil.foundation.catalogue.actions import set_match_policy
from counterfoil.foundation.catalogue.models import MatchPolicy
from counterfoil.foundation.catalogue.queries import visible_policies
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.insight.policies.matching import ATTRIBUTES, tolerances_of

from ..forms.answering import answered, values_of
from ..forms.available import permitted
from ..forms.match_policy import MATCH_POLICY
from ..forms.typed import Typed, blank, written
from ..session.member import MemberRequest, now, signed_in, text_sent, via
from ..settings.pages import inside
from ..wording import wording


@signed_in
def new(request: MemberRequest) -> HttpResponse:
    """The form of a new policy. Where there is one of that name already, both are shown and neither is overwritten."""
    by = inside(request)

    def stands() -> Typed:
        with scope.reading(by.company_id):
            named = visible_policies(by).filter(name=text_sent(request.POST, "name")).first()
            return _as_it_stands(by, named) if named else replace(blank(MATCH_POLICY, ATTRIBUTES), version=0)

    return _form(request, by, stands)


@signed_in
def edit(request: MemberRequest, match_policy_id: UUID) -> HttpResponse:
    """The form of a policy that there is. Under another name it would be another policy."""
    by = inside(request)

    def stands() -> Typed:
        with scope.reading(by.company_id):
            return _as_it_stands(by, visible_policies(by).one(match_policy_id))

    return _form(request, by, stands, match_policy_id=match_policy_id)


def _form(request: MemberRequest, by: Member, stands: Callable[[], Typed], **page: Any) -> HttpResponse:
    def save(typed: Typed) -> HttpResponse:
        given = {"values": values_of(request, typed), "version": typed.version}
        done = set_match_policy(by=by, at=now(), via=via(request), **given)
        messages.success(request, _("It is set. It holds for everything that is matched from now on."))
        return redirect("match_policy", match_policy_id=done["id"])

    permitted(request, "matchpolicy.set")
    return answered(request, MATCH_POLICY, stands, save, ATTRIBUTES, here="settings", in_settings=True, **page)


def _as_it_stands(by: Member, policy: MatchPolicy) -> Typed:
    newest = policy.versions.all()[0]
    said = tolerances_of(newest)
    lines = [vars(said[one.name]) if one.name in said else {"direction": "both"} for one in ATTRIBUTES]
    typed = written(MATCH_POLICY, vars(newest) | {"name": policy.name}, lines, by.company.currency, wording(by))
    return replace(typed, about=ATTRIBUTES, version=newest.version)
