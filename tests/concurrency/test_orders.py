"""Two people act on one order at the same moment: the second meets the order as the first left it."""

from collections.abc import Callable
from uuid import UUID

import pytest

from counterfoil.foundation.approvals.models import Approval
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Stale
from counterfoil.foundation.trail.action import Via
from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.document import content_digest
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.queries import revision_with_lines
from counterfoil.lifecycle.orders.values import OrderChanges

from ..cast import NOW, Cast, line
from .racing import Call, done, race, refused

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[Cast, UUID, Via], Call]


def _shown(cast: Cast, order_id: UUID) -> str:
    with scope.reading(cast.company_id):
        return str(Approval.objects.filter(subject_id=order_id).latest("opened_at").digest)


def _state(cast: Cast, order_id: UUID) -> str:
    with scope.reading(cast.company_id):
        return str(Order.objects.get(id=order_id).state)


def _approve(cast: Cast, order_id: UUID, via: Via, who: str = "amir") -> Call:
    shown = _shown(cast, order_id)
    return lambda: orders.approve(by=cast.members[who], at=NOW, via=via, order_id=order_id, shown=shown)


def _rejected(cast: Cast) -> UUID:
    order_id = cast.pending()
    orders.reject(by=cast.amir, at=NOW, order_id=order_id, reason="Too much")
    return order_id


def _change(cast: Cast, order_id: UUID, via: Via, **changes: object) -> Call:
    values = OrderChanges.model_validate(changes or {"title": "Autumn catalogue"})
    return lambda: orders.change(by=cast.rita, at=NOW, via=via, order_id=order_id, changes=values, version=1)


def _plain(verb: str, who: str, **more: object) -> Act:
    def act(cast: Cast, order_id: UUID, via: Via) -> Call:
        return lambda: getattr(orders, verb)(by=cast.members[who], at=NOW, via=via, order_id=order_id, **more)

    return act


AGAINST_ITSELF: dict[str, tuple[Callable[[Cast], UUID], Act]] = {
    "order.change": (Cast.draft, _change),
    "order.submit": (Cast.draft, _plain("submit", "rita")),
    "order.recall": (Cast.pending, _plain("recall", "rita")),
    "order.approve": (Cast.pending, _approve),
    "order.reject": (Cast.pending, _plain("reject", "amir", reason="Too much")),
    "order.revise": (_rejected, _plain("revise", "rita")),
    "order.withdraw": (Cast.approved, _plain("withdraw", "rita", reason="Not now")),
    "order.issue": (Cast.approved, _plain("issue", "iris")),
    "order.cancel": (Cast.issued, _plain("cancel", "iris", reason="Not needed", replace=True)),
    "order.discard": (Cast.draft, _plain("discard", "rita")),
}


@pytest.mark.parametrize("verb", AGAINST_ITSELF)
def test_a_verb_twice_at_once_happens_once(cast: Cast, verb: str) -> None:
    prepare, act = AGAINST_ITSELF[verb]
    order_id = prepare(cast)
    outcomes = race(act(cast, order_id, Via("web")), act(cast, order_id, Via("web")))
    assert len(done(outcomes)) == 1
    assert _entries(cast, order_id, verb) == 1


@pytest.mark.parametrize("verb", AGAINST_ITSELF)
def test_a_verb_twice_at_once_under_one_key_answers_twice(cast: Cast, verb: str) -> None:
    prepare, act = AGAINST_ITSELF[verb]
    order_id = prepare(cast)
    via = Via("web", f"{verb} {order_id}")
    first, second = race(act(cast, order_id, via), act(cast, order_id, via))
    assert first == second
    assert _entries(cast, order_id, verb) == 1


def _entries(cast: Cast, order_id: UUID, verb: str) -> int:
    with scope.reading(cast.company_id):
        return Entry.objects.filter(order_id=order_id, verb=verb, outcome=Entry.DONE).count()


def test_one_key_twice_at_once_makes_one_order(cast: Cast) -> None:
    def create() -> object:
        return orders.create(by=cast.rita, at=NOW, via=Via("api", "same"), values=cast.values())

    before = _count(cast)
    first, second = race(create, create)
    assert first == second
    assert _count(cast) == before + 1


def _count(cast: Cast) -> int:
    with scope.reading(cast.company_id):
        return Order.objects.count()


def test_two_approvers_at_once_on_one_step(cast: Cast) -> None:
    order_id = cast.pending()
    outcomes = race(_approve(cast, order_id, Via("web")), _approve(cast, order_id, Via("web"), "bela"))
    assert len(done(outcomes)) == 1
    assert refused(outcomes) == ["wrong_state"]


def test_two_approvers_at_once_on_two_steps_take_one_each(cast: Cast) -> None:
    order_id = cast.pending(lines=[line(quantity=50)])
    outcomes = race(_approve(cast, order_id, Via("web")), _approve(cast, order_id, Via("web"), "bela"))
    assert sorted(answer["state"] for answer in done(outcomes)) == ["approved", "pending"]


@pytest.mark.parametrize("approver_first", [True, False])
def test_approve_against_recall(cast: Cast, approver_first: bool) -> None:
    order_id = cast.pending()
    calls = [_approve(cast, order_id, Via("web")), _plain("recall", "rita")(cast, order_id, Via("web"))]
    outcomes = race(*(calls if approver_first else reversed(calls)), head_start=True)
    assert len(done(outcomes)) == 1
    assert refused(outcomes) == ["wrong_state"]
    assert _state(cast, order_id) == ("approved" if approver_first else "draft")


def test_whoever_submits_an_older_version_is_told(cast: Cast) -> None:
    order_id = cast.draft()
    submit = _plain("submit", "rita", version=1)(cast, order_id, Via("web"))
    outcomes = race(_change(cast, order_id, Via("web")), submit, head_start=True)
    assert isinstance(outcomes[1], Stale)
    assert _state(cast, order_id) == "draft"


def test_a_change_that_comes_after_the_submission_is_refused(cast: Cast) -> None:
    order_id = cast.draft()
    submit = _plain("submit", "rita")(cast, order_id, Via("web"))
    outcomes = race(submit, _change(cast, order_id, Via("web")), head_start=True)
    assert refused(outcomes) == ["not_draft"]


def test_what_is_submitted_is_what_stands_after_a_change_at_the_same_moment(cast: Cast) -> None:
    order_id = cast.draft()
    change = _change(cast, order_id, Via("web"), lines=[line(quantity=3)])
    race(change, _plain("submit", "rita")(cast, order_id, Via("web")), head_start=True)
    with scope.reading(cast.company_id):
        order = Order.objects.get(id=order_id)
        assert order.approval.digest == content_digest(order, *revision_with_lines(order))
        assert order.approval.amount == 300


def test_whoever_waited_sees_the_approval_as_it_is_now(cast: Cast) -> None:
    """A row that was joined while waiting for the lock would be as old as the wait."""
    order_id = cast.pending()
    issue = _plain("issue", "iris")(cast, order_id, Via("web"))
    outcomes = race(_approve(cast, order_id, Via("web")), issue, head_start=True)
    assert [answer["state"] for answer in done(outcomes)] == ["approved", "issued"]


def test_whoever_waited_for_a_new_contractor_still_finds_the_order(cast: Cast) -> None:
    order_id = cast.draft()
    with scope.reading(cast.company_id):
        other = Order.objects.get(id=order_id).engagement.contractor.__class__.objects.get(code="CLEO")
        engagement = other.engagements.get()
    change = _change(cast, order_id, Via("web"), contractor_id=other.id, engagement_id=engagement.id)
    outcomes = race(change, _plain("submit", "rita")(cast, order_id, Via("web")), head_start=True)
    assert len(done(outcomes)) == 2
