"""What the pictures show of lists, search, views and what is done with many rows at once."""

from django.utils import timezone

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.actions import begin
from counterfoil.lifecycle.orders.models import Order
from tests.cast import Cast

Scenes = dict[str, tuple[str, str, str]]
_MENU = "document.querySelector('.list-menu').open = true"
_LOOK = """
for (const box of document.querySelectorAll('tbody input[type=checkbox]')) box.checked = true;
document.querySelector('#many-verb').value = 'order.hold';
document.querySelector('#many').submit();
"""


def list_scenes(cast: Cast) -> Scenes:
    """Each picture's name: who looks, at which page, and what is done to it first."""
    with scope.reading(cast.company_id):
        rows = [{"id": one.id} for one in Order.objects.within(cast.company_id).filter(state="issued")[:3]]
    values = {"reason": "The season is over"}
    begun = begin(by=cast.fay, at=timezone.now(), verb="order.close", rows=rows, values=values)["id"]
    return {
        "contractors": ("olga", "/contractors", ""),
        "contractor-new": ("olga", "/contractors/new", ""),
        "engagements": ("olga", "/engagements", ""),
        "engagement": ("olga", f"/engagements/{cast.engagement_id}", ""),
        "members": ("olga", "/settings/members", ""),
        "teams": ("olga", "/settings/teams", ""),
        "evidence-list": ("rita", "/evidence", ""),
        "views": ("fay", "/orders?state=issued", _MENU),
        "find": ("fay", "/find?q=spring", ""),
        "find-nothing": ("fay", "/find?q=zebra", ""),
        "many-before": ("fay", "/orders", _LOOK),
        "many-running": ("fay", f"/many/{begun}", ""),
        "account": ("rita", "/account", ""),
        "checklist": ("mallory", "/", ""),
    }
