"""What the pictures show: the cast, and orders in every state. Imported only once Django knows its database."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from socketserver import ThreadingMixIn
from typing import Any
from uuid import UUID
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext

from counterfoil.config.settings import database
from counterfoil.config.wsgi import application
from counterfoil.foundation.catalogue.catalogues import COST_CENTRES
from counterfoil.foundation.companies.first_address import FirstAddress
from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.actions import FileValues, file_document
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement
from counterfoil.lifecycle.orders import actions as orders
from tests.browser.people import PASSWORD, email_of, give_passwords
from tests.browser.staging_arrivals import arrival_scenes
from tests.browser.staging_claims import claim_scenes
from tests.browser.staging_due import due_scenes
from tests.browser.staging_hiring import hiring_scenes
from tests.browser.staging_limits import limit_scenes
from tests.browser.staging_lists import list_scenes
from tests.browser.staging_people import people_scenes
from tests.browser.staging_policies import policy_scenes
from tests.browser.staging_shared import shared_scenes
from tests.browser.staging_wanting import wanting_scenes
from tests.cast import Cast, line, load_cast
from tests.catalogues import added

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenhersteller and partners"
WORK = (
    ("Spring catalogue, 64 pages", "6000"),
    ("Photographs for the autumn fair", "1850"),
    ("Translation into Dutch and Danish", "940"),
    ("Set of twelve illustrations", "4200"),
    ("Accessibility review of the shop", "7600"),
)
_SESSIONS: dict[str, list[Any]] = {}


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@contextmanager
def served(app_url: str) -> Iterator[str]:
    """The product on a free port, under the runtime role."""
    call_command("migrate", verbosity=0)
    connection.close()
    connection.close_pool()
    connection.settings_dict.update(database(app_url))
    os.environ["DATABASE_URL"] = app_url
    with make_server("127.0.0.1", 0, application, server_class=_Server, handler_class=_Silent) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


OPEN_COLUMNS = "document.querySelector('.jobs-choose').open = true"


def scenes() -> dict[str, tuple[str, str, str]]:
    """Each picture's name: who looks, at which page, and what is done to it first."""
    cast = load_cast()
    made = _fill(cast)
    give_passwords()
    at = {name: f"/orders/{order_id}" for name, order_id in made.items()}
    arrivals = arrival_scenes(cast)
    claims = claim_scenes(cast, lambda work, at: _issued(cast, work, at))
    due = due_scenes(cast, lambda *at, **more: _issued(cast, *at, **more))
    open_reject = "document.querySelector('[id^=move-reject]').open = true"
    open_discard = "document.querySelector('[id^=move-discard]').open = true"
    return {
        "sign-in": ("", "/accounts/login/", ""),
        "first-company": ("", _first_address(), ""),
        "desk-approver": ("amir", "/", ""),
        "desk-owner": ("olga", "/", ""),
        "desk-requester": ("rita", "/", ""),
        "desk-empty": ("mallory", "/", ""),
        "desk-auditor": ("otto", "/", ""),
        "desk-contractor": ("cleo", "/", ""),
        "orders": ("rita", "/orders", ""),
        "orders-empty": ("mallory", "/orders", ""),
        "orders-search": ("rita", "/orders?q=autumn&state=pending", ""),
        "orders-none": ("rita", "/orders?q=zzz", ""),
        "orders-panel": ("rita", "/orders?filter=open", ""),
        "orders-narrowed": ("rita", "/orders?net_from=2000&currency=EUR&sort=-net", ""),
        "record-pending": ("amir", at["pending"], ""),
        "record-reject": ("amir", at["pending"], open_reject),
        "record-requester": ("rita", at["pending"], ""),
        "record-draft": ("rita", at["draft"], ""),
        "record-discard": ("rita", at["draft"], open_discard),
        "record-rejected": ("rita", at["rejected"], ""),
        "record-approved": ("iris", at["approved"], ""),
        "record-issued": ("iris", at["issued"], ""),
        "record-approvals": ("otto", at["issued"] + "?tab=approvals", ""),
        "record-documents": ("iris", at["issued"] + "?tab=documents", ""),
        "record-trail": ("otto", at["issued"] + "?tab=trail", ""),
        "record-columns": (
            "rita",
            at["issued"] + "?tab=jobs&columns=quantity,amount,days,accepted,covered",
            OPEN_COLUMNS,
        ),
        "record-cancelled": ("iris", at["cancelled"], ""),
        "record-long": ("rita", at["long"], ""),
        "record-contractor": ("cleo", at["issued"], ""),
        "draft-new": ("rita", "/orders/new", ""),
        "draft-edit": ("rita", at["draft"] + "/edit", ""),
        "settings": ("fay", "/settings/", ""),
        "cost-centres": ("fay", "/settings/cost-centres", ""),
        "cost-centre": ("fay", f"/settings/cost-centres/{made['cost-centre']}", ""),
        "cost-centre-new": ("fay", "/settings/cost-centres/new", ""),
        "projects-empty": ("rita", "/settings/projects", ""),
        "missing": ("rita", "/orders/0193f000-0000-7000-8000-000000000000", ""),
        "keys": ("rita", "/", "document.getElementById('keys').showModal()"),
        **claims,
        **arrivals,
        **limit_scenes(cast, lambda work, at: _issued(cast, work, at)),
        **people_scenes(cast),
        **policy_scenes(cast, timezone.now()),
        **list_scenes(cast),
        **due,
        **hiring_scenes(cast),
        **wanting_scenes(cast),
        **shared_scenes(cast),
    }


def _first_address() -> str:
    """The page at which a server's first company is made."""
    secret, made = FirstAddress.made()
    settings.COUNTERFOIL_FIRST = str(made)
    return f"/first/{secret}"


def signed_in(browser: Browser, address: str, person: str, theme: str, width: int, height: int) -> BrowserContext:
    """A window of this size and theme, with this person signed in once and remembered."""
    dark: Any = theme
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=dark, locale="en-GB")
    if not person:
        return context
    if person in _SESSIONS:
        context.add_cookies(_SESSIONS[person])
        return context
    page = context.new_page()
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("E-mail address").fill(email_of(person))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{address}/")
    _SESSIONS[person] = context.cookies()
    page.close()
    return context


def _fill(cast: Cast) -> dict[str, UUID]:
    now = timezone.now()
    studio = _contractor(cast, "VERA", "Vera Lindqvist Bildbyrå AB", "Photography 2026")
    long = _contractor(cast, "LANG", LONG, f"Framework agreement {LONG}")
    made = {
        "draft": _made(cast, 2, now - timedelta(hours=2), **studio),
        "pending": _submitted(cast, 0, now - timedelta(days=3)),
    }
    made["long"] = _made(
        cast,
        0,
        now - timedelta(minutes=9),
        **long,
        title=f"Redesign for {LONG}",
        lines=[
            line(quantity="12345.678901", unit_price="99999.123456", text=LONG + " " + LONG),
            line(text="x" * 120),
        ],
    )
    made["rejected"] = _submitted(cast, 3, now - timedelta(days=1), **studio)
    orders.reject(
        by=cast.amir, at=now - timedelta(hours=20), order_id=made["rejected"], reason="Nine are enough for the season."
    )
    made["approved"] = _approved(cast, 1, now - timedelta(hours=6), **studio)
    made["issued"] = _issued(cast, 0, now - timedelta(days=9))
    made["cancelled"] = _issued(cast, 4, now - timedelta(days=20))
    orders.cancel(
        by=cast.iris,
        at=now - timedelta(days=12),
        order_id=made["cancelled"],
        reason="The fair was called off.",
        replace=True,
    )
    for number, name in enumerate(("Marketing", "Events and fairs", LONG)):
        made["cost-centre"] = added(COST_CENTRES, cast, code=f"4711-{number}", name=name)
    for n in range(60):
        (_issued if n % 3 else _submitted)(
            cast, n % len(WORK), now - timedelta(days=30 + n), **(studio if n % 2 else {})
        )
    return made


def _contractor(cast: Cast, code: str, name: str, engagement: str) -> dict[str, Any]:
    at = timezone.now()
    values = ContractorValues.model_validate({"code": code, "name": name, "currency": "EUR"})
    contractor_id = add_contractor(by=cast.olga, at=at, values=values)["id"]
    given = {"contractor_id": contractor_id, "title": engagement, "team_id": cast.team_id}
    made = add_engagement(by=cast.olga, at=at, values=EngagementValues.model_validate(given))
    return {"contractor_id": contractor_id, "engagement_id": made["id"]}


def _made(cast: Cast, work: int, at: Any, **more: Any) -> UUID:
    title, price = WORK[work]
    half = str(int(price) / 2)
    lines = [
        line(quantity=10, unit_price=str(float(half) / 10), text="Layout and typesetting"),
        line(
            quantity=1,
            unit="LS",
            unit_price=half,
            text="Artwork, two rounds of corrections",
            starts_on="2026-12-01",
            ends_on="2026-12-18",
        ),
    ]
    values = cast.values(
        **({"title": title, "lines": lines, "starts_on": "2026-12-01", "ends_on": "2027-02-26"} | more)
    )
    return UUID(orders.create(by=cast.rita, at=at, values=values)["id"])


def _submitted(cast: Cast, work: int, at: Any, **more: Any) -> UUID:
    order_id = _made(cast, work, at, **more)
    orders.submit(by=cast.rita, at=at + timedelta(minutes=4), order_id=order_id)
    return order_id


def _approved(cast: Cast, work: int, at: Any, **more: Any) -> UUID:
    order_id = _made(cast, work, at, **more)
    shown = orders.submit(by=cast.rita, at=at + timedelta(minutes=4), order_id=order_id)["digest"]
    answer = orders.approve(by=cast.amir, at=at + timedelta(hours=1), order_id=order_id, shown=shown)
    if answer["state"] == "pending":
        orders.approve(by=cast.bela, at=at + timedelta(hours=3), order_id=order_id, shown=shown)
    return order_id


def _issued(cast: Cast, work: int, at: Any, **more: Any) -> UUID:
    order_id = _approved(cast, work, at, **more)
    answer = orders.issue(by=cast.iris, at=at + timedelta(hours=5), order_id=order_id)
    content = b"%PDF-1.7 a stand-in"
    values = FileValues(
        kind="order_pdf",
        name=f"{answer['number']}.pdf",
        media_type="application/pdf",
        size=48_213,
        sha256=store.keep(cast.company_id, content),
        made_from=answer["document_sha256"],
        order_id=order_id,
    )
    file_document(by=system_member(cast.company_id), at=at + timedelta(hours=5), values=values)
    return order_id
