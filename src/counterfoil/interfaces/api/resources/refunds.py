"""Credit balances of contractors, and refunds: what came back instead of being set off."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.kernel import scope
from counterfoil.insight.shapes.payments import BalanceShape
from counterfoil.lifecycle.payments import balances

from ..answering import shown
from ..answers import BalancePage
from ..auth import member_of
from ..declaring import reads

balance_list = Router(tags=["payments"])


@balance_list.get("", **reads("balance.list", BalancePage))
def listed(request: HttpRequest) -> HttpResponse:
    """The invoices that the key's member sees and that have a credit balance, the oldest credit first."""
    member = member_of(request)
    with scope.reading(member.company_id):
        return shown(BalancePage(items=BalanceShape.each(balances.visible(member), member), next=None))
