"""axe finds nothing on any page that somebody who is signed in can reach, in both themes; no page is left out."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.companies.actions.keys import KeyValues, create_key
from counterfoil.foundation.companies.first_address import FirstAddress
from counterfoil.foundation.companies.models import User
from counterfoil.foundation.trail.actions import begin
from counterfoil.interfaces.web.urls import urlpatterns

from ..actions import billing
from ..actions.changing import drafted as change_drafted
from ..actions.changing import submitted as change_submitted
from ..actions.contracting import another_engagement
from ..actions.contracting import signed as contract_signed
from ..actions.hiring import drafted as offer_drafted
from ..actions.hiring import sent as offer_sent
from ..actions.posting import drafted as post_drafted
from ..actions.posting import published as post_published
from ..actions.requisitioning import drafted as requisition_drafted
from ..actions.requisitioning import submitted as requisition_submitted
from ..actions.sharing import shared
from ..actions.writing_off import rest_written_off
from ..cast import NOW, Cast, load_cast
from ..catalogues import added, fitting
from .conftest import Windows
from .people import email_of, give_passwords
from .staging_policies import match_policy, rate
from .test_accessible import look

PEOPLE = ("", "olga", "rita", "cleo")
"""Nobody, an owner, a manager and a contractor."""
WRITES = {each.name for each in urlpatterns if "<slug:verb>" in str(each.pattern)} | {
    *(
        "account_alerts",
        "account_end_session",
        "alert_see",
        "finding_do",
        "layout_do",
        "mail_do",
        "mail_template_do",
        "many_before",
        "many_begin",
        "many_cancel",
        "ourselves_do",
    ),
    *(
        "route_do",
        "view_keep",
        "record_columns",
        "remittance_template_do",
        "write_off_limit_do",
        "hiring_policy_do",
        "programme_do",
        "run_out_policy_do",
        "requisition_policy_do",
        "engagement_contract",
    ),
}
"""What is only sent to."""
NO_PAGE = {
    "alert": "leads on to what it is about",
    "healthz": "answers a supervisor",
    "order_version": "answers whether the record changed",
    "order_preview": "a part of a form",
    "invoice_preview": "a part of a form",
    "order_rate": "a part of a form",
    "order_charges": "a part of a form",
    "order_now": "a file",
    "order_ubl": "a file",
    "shared_orders_example": "a file",
    "logo": "a file",
    "contract_file": "a file",
    "layout_preview": "a part of a form",
    "match_policy_preview": "a part of a form",
    "contractor_options": "a part of a form",
    "order_choices": "a part of a form",
    "engagement_options": "a part of a form",
    "filter_options": "a part of a list",
    "document": "a file",
    "remittance_pdf": "a file",
    "statement_pdf": "a file",
    "own_statement": "leads a contractor on to their statement",
    "arrival_file": "a file",
    "contractor_pay": "for finance alone: looked at with the second half",
    "invitation": "needs a link that was opened: walked with the pages of people",
    "invitation_link": "leads on to the invitation, without its secret",
}
"""What answers a signed-in person with no page of its own, and why."""

SETTLED = """
async () => {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  await Promise.allSettled(document.getAnimations().map(one => one.finished));
}
"""
"""A change of theme begins its transitions with the next frame: colours on the way are nobody's."""

Ids = dict[str, Any]


@pytest.mark.parametrize("who", PEOPLE, ids=["nobody", "owner", "manager", "contractor"])
def test_axe_finds_nothing_on_any_page_in_either_theme(
    live_server: Any, settings: Any, windows: Windows, everybody: Cast, who: str
) -> None:
    page = windows.of(who) if who else windows.open()
    for _name, path in _addresses(_staged(everybody, settings)):
        asked = f"{live_server.url}{path}"
        answer = page.goto(asked)
        if answer and answer.ok and page.url == asked:
            _in_both_themes(page, f"{who} {path}")


def test_no_page_is_left_out(transactional_db: None, settings: Any) -> None:
    cast = load_cast()
    give_passwords()
    addresses, shown = _addresses(_staged(cast, settings)), set[str]()
    for who in PEOPLE:
        client = Client()
        if who:
            client.force_login(User.objects.get(email=email_of(who)))
        shown |= {name for name, path in addresses if _is_page(client.get(path))}
    every = {str(each.name) for each in urlpatterns}
    assert every - shown == WRITES | NO_PAGE.keys()


def _is_page(answer: Any) -> bool:
    html = answer.headers.get("content-type", "").startswith("text/html")
    return answer.status_code == 200 and html and b"<main" in answer.content


def _in_both_themes(page: Page, name: str) -> None:
    for theme in ("light", "dark"):
        chosen: Any = theme
        page.emulate_media(color_scheme=chosen, reduced_motion="reduce")
        page.evaluate(SETTLED)
        look(page, f"{name}, {theme}")


def _addresses(ids: Ids) -> list[tuple[str, str]]:
    """The address of everything but the verbs, with the ids of what is staged."""
    found = []
    for each in urlpatterns:
        if each.name in WRITES | NO_PAGE.keys():
            continue
        named = each.pattern.regex.groupindex
        own = {name: f"{each.name} {name}" for name in named}
        given = {name: ids.get(own[name]) or ids[each.name if name == "row_id" else name] for name in named}
        found.append((str(each.name), reverse(str(each.name), kwargs=given)))
    return found


def _staged(cast: Cast, settings: Any) -> Ids:
    """One of everything that an address can name, by what the address calls it."""
    secret, made = FirstAddress.made()
    settings.COUNTERFOIL_FIRST = str(made)
    order_id = cast.issued()
    billing.accepted(cast, order_id, 5)
    disputed = billing.received(cast, order_id, quantity=5, unit_price="110.00")["id"]
    again = billing.received(cast, order_id, quantity=5, unit_price="110.00")["id"]
    key = create_key(by=cast.rita, at=NOW, values=KeyValues(name="Nightly export", scopes=["order.create"]))["id"]
    batch = begin(by=cast.olga, at=NOW, verb="order.close", rows=[{"id": order_id}], values={"reason": "Over"})["id"]
    return {
        "order_id": cast.draft(),
        "order_fields order_id": order_id,
        "shared_order order_id": shared(cast),
        "submission_id": billing.submitted(cast, order_id, 2),
        "invoice_id": disputed,
        "arrival_id": again,
        "payment_id": billing.settled(cast, billing.matched(cast, number="R-2")),
        "contractor_id": cast.contractor_id,
        "engagement_id": cast.engagement_id,
        "offer_id": offer_sent(cast),
        "contract_id": contract_signed(cast, amount=None),
        "change_request_new contract_id": contract_signed(cast, another_engagement(cast, "Web shop")),
        "changerequest_id": change_submitted(cast, contract_signed(cast, another_engagement(cast, "Film"))),
        "change_request_edit changerequest_id": change_drafted(
            cast, contract_signed(cast, another_engagement(cast, "Book"))
        ),
        "requisition_id": requisition_submitted(cast),
        "requisition_edit requisition_id": requisition_drafted(cast),
        "jobpost_id": post_published(cast),
        "job_post_edit jobpost_id": post_drafted(cast),
        "offer_edit offer_id": offer_drafted(cast),
        "member_id": cast.amir.id,
        "team_id": cast.team_id,
        "key_id": key,
        "match_policy_id": match_policy(cast, NOW),
        "rate_id": rate(cast, NOW),
        "writeoff_id": rest_written_off(cast, cast.issued())["id"],
        "batch_id": batch,
        "secret": secret,
        "number": "Spring",
        "uidb36": "1",
        "key": "nothing",
    } | {one.subject: added(one, cast, **fitting(one, cast)) for one in CATALOGUES}
