"""Setting who must approve: a new version of the approval policy."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from counterfoil.foundation.approvals.actions import set_policy
from counterfoil.foundation.companies.permissions import APPROVER
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.insight.policies.approval import approval_policy

from ..forms.answering import answered, values_of
from ..forms.approval_policy import APPROVAL_POLICY
from ..forms.available import permitted
from ..forms.typed import Typed, written
from ..session.member import MemberRequest, now, signed_in, via
from ..settings.pages import inside
from ..wording import wording

_FIRST = {"from_amount": ZERO, "role": APPROVER}
"""What the form of the first policy begins with."""


@signed_in
def edit(request: MemberRequest) -> HttpResponse:
    """The form of the policy in force. It carries the version that was read."""

    def stands() -> Typed:
        with scope.reading(by.company_id):
            found = approval_policy(by)
        lines = [vars(one.level) for one in found.levels] or [_FIRST]
        return replace(written(APPROVAL_POLICY, {}, lines, found.currency, wording(by)), version=found.version)

    def save(typed: Typed) -> HttpResponse:
        given = {"values": values_of(request, typed), "version": typed.version}
        done = set_policy(by=by, at=now(), via=via(request), **given)
        messages.success(
            request, _("Version %(n)s is set. What was submitted before keeps its own.") % {"n": done["version"]}
        )
        return redirect("approval_policy")

    by = inside(request)
    permitted(request, "policy.set")
    return answered(request, APPROVAL_POLICY, stands, save, here="settings", in_settings=True)
