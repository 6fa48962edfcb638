"""Match policies: how invoices are matched with their orders."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.catalogue import queries
from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy
from counterfoil.foundation.kernel import scope

from ..answering import Key, done, shown
from ..auth import member_of
from ..declaring import reads, writes
from ..paging import After, Limit, by_id
from ..policy_shapes import MatchPolicyPage, MatchPolicySet

router = Router(tags=["company"])


@router.get("/match-policies", **reads("matchpolicy.list", MatchPolicyPage))
def listed(request: HttpRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The match policies by their versions in force, with their history; none for a contractor's own key."""
    member = member_of(request)
    with scope.reading(member.company_id):
        return shown(MatchPolicyPage.of(member, *by_id(queries.visible_policies(member), after, limit)))


@router.put("/match-policies", **writes("matchpolicy.set", MatchPolicySet))
def put(request: HttpRequest, key: Key, body: MatchPolicyValues) -> HttpResponse:
    """Make the policy with this name, or give it a new version for every look from now on."""
    return done(request, key, set_match_policy, values=body)
