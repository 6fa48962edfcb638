"""Mallory belongs to another company, has every role there and a key for everything. Here there is nothing for her.

The walk is made from the OpenAPI document, so that an operation that is added later is walked too.
"""

import re
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy
from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.companies.permissions import OWNER, ROLES
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.lifecycle.invoices import actions as invoices
from counterfoil.lifecycle.payments import actions as payments

from ...actions.billing import accepted, exception_of, matched, received, released, settled, submitted
from ...actions.changing import submitted as change_submitted
from ...actions.contracting import another_engagement
from ...actions.contracting import drafted as contract_drafted
from ...actions.contracting import signed as contract_signed
from ...actions.hiring import sent as offer_sent
from ...actions.loading import findings_of, loaded, row
from ...actions.own_views import saved
from ...actions.posting import drafted as post_drafted
from ...actions.requisitioning import submitted as requisition_submitted
from ...actions.test_alert_see import crossed
from ...actions.test_batch_begin import begun
from ...actions.test_rate_set import rate_set
from ...actions.writing_off import written_off
from ...cast import NOW, Cast
from ...catalogues import added
from ...mailing import sent
from .conftest import Caller, Callers, key_for, problem_of, standing
from .test_openapi import operations

_NOBODY = "01900000-0000-7000-8000-000000000000"
_LINE = {"text": "Layout", "quantity": 1, "unit": "HUR", "unit_price": 1}
BODIES: dict[str, Any] = {
    "order.change": {"title": "Mine"},
    "order.approve": {"shown": "0" * 64},
    "order.reject": {"reason": "Because"},
    "order.withdraw": {"reason": "Because"},
    "order.cancel": {"reason": "Because"},
    "offer.change": {"contractor_id": _NOBODY, "title": "Mine", "currency": "EUR", "amount": 1},
    "contract.change": {"currency": "EUR"},
    "requisition.change": {"title": "Mine", "currency": "EUR", "amount": 1},
    "requisition.approve": {"shown": "0" * 64},
    "requisition.reject": {"reason": "Because"},
    "requisition.withdraw": {"reason": "Because"},
    "changerequest.create": {"why": "Because", "order_kind": "any"},
    "changerequest.change": {"why": "Because", "order_kind": "any"},
    "changerequest.approve": {"shown": "0" * 64},
    "changerequest.reject": {"reason": "Because"},
    "changerequest.withdraw": {"reason": "Because"},
    "jobpost.change": {"title": "Mine", "currency": "EUR"},
    "jobpost.withdraw": {"reason": "Because"},
    "engagement.answer_wish": {"reason": "Because"},
    "contract.sign": {"name": "c.pdf", "content": "eA==", "signed_on": "2026-03-01", "signers": "Nobody"},
    "contract.end": {"reason": "Because"},
    "offer.approve": {"shown": "0" * 64},
    "offer.reject": {"reason": "Because"},
    "offer.withdraw": {"reason": "Because"},
    "offer.accept": {"shown": "0" * 64},
    "offer.decline": {"reason": "Because"},
    "member.grant": {"role": "owner"},
    "member.revoke": {"role": "owner", "reason": "Because"},
    "member.hand_over": {"to_id": _NOBODY, "reason": "Because"},
    "member.deactivate": {"reason": "Because"},
    "key.revoke": {"reason": "Because"},
    "team.change": {"name": "Mine"},
    "invoice.admit_duplicate": {"reason": "Because"},
    "contractor.lift": {"reason": "Because"},
    "contractor.change": {"name": "Mine"},
    "view.change": {"name": "Mine"},
    "contractor.link": {"member_id": _NOBODY},
    "contractor.unlink": {"reason": "Because"},
    "engagement.change": {"title": "Mine"},
    "exception.accept": {"reason": "Because"},
    "invoice.lift": {"reason": "Because"},
    "invoice.reject": {"reason": "Because"},
    "invoice.void": {"reason": "Because"},
    "order.close": {"reason": "Because"},
    "order.lift": {"reason": "Because"},
    "order.reopen": {"reason": "Because"},
    "payment.cancel": {"reason": "Because"},
    "payment.fail": {"reason": "Because"},
    "payment.reverse": {"reason": "Because"},
    "payment.confirm_twin": {"reason": "Because"},
    "payment.unlink": {"invoice_id": _NOBODY, "reason": "Because"},
    "payment.release_several": {"invoices": [{"invoice_id": str(UUID(int=1))}]},
    "evidence.reject": {"reason": "Because"},
    "contractor.hold": {"scope": "everything", "reason": "Because"},
    "order.hold": {"scope": "everything", "reason": "Because"},
    "invoice.hold": {"scope": "everything", "reason": "Because"},
    "contractor.match": {"match_policy_id": None},
    "exception.assign": {"owner_id": _NOBODY},
    "invoice.pair": {"invoice_line_id": _NOBODY, "order_line_id": _NOBODY},
    "invoice.correct": {
        "reason": "Because",
        "values": {"currency": "EUR", "issued_on": "2026-03-02", "total": 1, "lines": [_LINE]},
    },
    "evidence.submit": {"pieces": [{"line_id": _NOBODY, "quantity": 1}]},
    "order.send": {"mail": {"recipients": ["cleo@demo.example"], "subject": "Your order", "text": "Here it is."}},
    "order.note_sent": {"sent_on": "2026-03-02", "sent_how": "post"},
    "order.note_invoice": {"number": "R-1", "issued_on": "2026-03-02", "amount": "1"},
    "order.attach": {"engagement_id": _NOBODY},
    "order.edit": {"title": "Mine"},
    "order.permit": {"restricted": False},
    "order.share": {
        "engagement_id": _NOBODY,
        "title": "Mine",
        "lines": [{"text": "Mine", "quantity": 1, "unit_price": 1}],
    },
    **{f"{thing}.choose_order": {"number": "N-1"} for thing in ("offer", "jobpost")},
    **{f"{thing}.add_order": {"number": "N-1", "net": 1} for thing in ("offer", "jobpost")},
    **{f"{thing}.await_order": {"due_on": "2026-03-02"} for thing in ("offer", "jobpost")},
    "order.set_fields": {"fields": {}},
    "order.set_notes": {"notes": "Mine"},
    "order.set_thresholds": {"thresholds": []},
    "finding.settle": {"reason": "Because"},
    "evidence.correct": {"quantity": 1, "reason": "Because"},
    "refund.note": {"amount": "1.00"},
    "advance.request": {"amount": "1.00", "purpose": "Because"},
    "invoice.undo_set_off": {"reason": "Because"},
    "refund.withdraw": {"reason": "Because"},
    **{key: {"reason": "Because"} for key in ("writeoff.note_invoice", "writeoff.note_balance", "writeoff.note_order")},
    **{key: {"reason": "Because"} for key in ("writeoff.withdraw", "writeoff.reverse")},
    **{f"{one.subject}.change": {"name": "Mine"} for one in CATALOGUES},
}
"""What is sent to an address of the demo company; an operation that is not here is sent no body."""

ADDRESSED = [given for given in operations() if "{" in given[1]]
LISTS = [path for _method, path, one in operations() if one["operationId"].endswith(".list") and "{" not in path]


@pytest.fixture(autouse=True)
def _server(settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = True


@pytest.fixture
def mallory(api: Callers) -> Caller:
    """Mallory with every role of her own company."""
    boss = api.cast.mallory
    for role in ROLES:
        if role != OWNER:
            grant_role(by=boss, at=NOW, member_id=boss.id, role=role, confirm=boss.name)
    return Caller(key_for(boss))


def test_every_address_of_the_demo_company_is_nowhere(api: Callers, mallory: Caller) -> None:
    ids = one_of_each(api)
    before = standing(api.cast)
    for method, template, operation in ADDRESSED:
        path = re.sub(r"{(\w+)}", lambda name: ids[name.group(1)], template).removeprefix("/api/v1")
        version = 1 if method in ("patch", "delete") else None
        answer = mallory.send(method.upper(), path, BODIES.get(operation["operationId"]), version=version)
        assert problem_of(answer, 404)["reasons"] == [], operation["operationId"]
    assert standing(api.cast) == before


def test_not_there_and_not_yours_are_the_same_answer(api: Callers, mallory: Caller) -> None:
    theirs = mallory.get(f"/orders/{api.cast.issued()}")
    nobodys = mallory.get("/orders/01900000-0000-7000-8000-000000000000")
    assert theirs.content == nobodys.content and theirs.headers.keys() == nobodys.headers.keys()


def test_lists_have_nothing_of_the_demo_company(api: Callers, mallory: Caller) -> None:
    known = {
        *one_of_each(api).values(),
        str(api.cast.contractor_id),
        str(api.cast.engagement_id),
        str(api.cast.team_id),
    }
    for path in LISTS:
        answer = mallory.get(path.removeprefix("/api/v1"))
        assert answer.status_code == 200, path
        assert not [one for one in known if one in answer.content.decode()], path


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/orders", {"title": "X", "currency": "EUR", "lines": [{"text": "a", "quantity": 1, "unit_price": 1}]}),
        ("/engagements", {"title": "X"}),
        ("/offers", {"title": "X", "currency": "EUR", "amount": 1}),
    ],
)
def test_nothing_can_be_hung_on_what_is_theirs(api: Callers, mallory: Caller, path: str, more: dict[str, Any]) -> None:
    body = {"contractor_id": str(api.cast.contractor_id)} | more
    if path == "/orders":
        body |= {"engagement_id": str(api.cast.engagement_id)}
    problem_of(mallory.post(path, body), 404)
    invitation = {"name": "N", "email": "n@x.example", "role": "manager", "team_id": str(api.cast.team_id)}
    problem_of(mallory.post("/members", invitation), 404)
    key = {"name": "K", "member_id": str(api.cast.rita.id), "scopes": ["*"]}
    problem_of(mallory.post("/keys", key), 404)
    contractor = {"code": "X", "name": "X", "currency": "EUR", "member_id": str(api.cast.rita.id)}
    problem_of(mallory.post("/contractors", contractor), 404)


def _refunded(cast: Cast) -> UUID:
    """A refund of a credit balance that was noted."""
    paid = matched(cast, number="R-8", quantity=9)
    settled(cast, paid)
    received(cast, kind="credit", number="G-8", credits="R-8", quantity=2)
    given = {"invoice_id": paid, "amount": Decimal(50)}
    return UUID(payments.note_refund(by=cast.fay, at=NOW, **given)["id"])


def one_of_each(api: Callers) -> dict[str, str]:
    """One row of the demo company for each name in a path."""
    cast = api.cast
    keys = api.olga.get("/keys").json()["items"]
    order_id = cast.issued()
    piece_id = accepted(cast, order_id, 6)
    invoice_id = UUID(received(cast, order_id)["id"])
    twice = received(cast, order_id)["id"]
    held = invoices.hold(
        by=cast.petra, at=NOW, invoice_id=invoice_id, values=HoldValues(scope="payment", reason="Because")
    )
    return {
        **{f"{one.subject}_id": str(added(one, cast)) for one in CATALOGUES},
        "order_id": str(order_id),
        "member_id": str(cast.rita.id),
        "key_id": keys[-1]["id"],
        "team_id": str(cast.team_id),
        "contractor_id": str(cast.contractor_id),
        "engagement_id": str(cast.engagement_id),
        "offer_id": str(offer_sent(cast)),
        "contract_id": str(contract_drafted(cast)),
        "changerequest_id": str(change_submitted(cast, contract_signed(cast, another_engagement(cast)))),
        "jobpost_id": str(post_drafted(cast)),
        "requisition_id": str(requisition_submitted(cast)),
        "piece_id": str(piece_id),
        "submission_id": str(submitted(cast, order_id, 1)),
        "invoice_id": str(invoice_id),
        "exception_id": str(exception_of(cast, invoice_id, "quantity").id),
        "match_policy_id": set_match_policy(by=cast.olga, at=NOW, values=MatchPolicyValues(name="Ours"))["id"],
        "view_id": str(saved(cast)),
        "batch_id": str(begun(cast, ids=[order_id]).id),
        "arrival_id": twice,
        "finding_id": str(findings_of(cast, loaded(cast, lines=[row(unit_price=100)]))[0].id),
        "hold_id": held["hold_id"],
        "alert_id": str(crossed(cast)),
        "mail_id": str(sent(cast)),
        "refund_id": str(_refunded(cast)),
        "rate_id": str(rate_set(cast)),
        "writeoff_id": written_off(cast, matched(cast, number="R-3", quantity=8))["id"],
        "payment_id": str(released(cast, matched(cast, number="R-2", quantity=7))),
    }
