"""The demo company: a cast of people, some contractors, and orders at every gate. Loaded through the real verbs.

Every verb carries a key made from its place here, so that loading again finds everything already there.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from counterfoil.foundation.approvals.actions import PolicyValues, set_policy
from counterfoil.foundation.companies.actions.create_company import CompanyValues, Founder, create_company
from counterfoil.foundation.companies.actions.members import Invitation, accept_membership, invite_member
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import all_companies, company_named, member_by_email
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.foundation.trail.action import Via
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.values import OrderValues

from .company import set_first_password

SLUG, STRANGERS = "demo", "globex"
SLUGS = (SLUG, STRANGERS)
PASSWORD = "counterfoil-demo"  # noqa: S105  of a company that holds nothing real

PEOPLE = {
    "Rita": ("manager", "requests"),
    "Amir": ("approver", "approves"),
    "Bela": ("approver", "approves too, from 5,000.00"),
    "Iris": ("issuer", "issues"),
    "Petra": ("payables", "looks after invoices"),
    "Fay": ("finance", "releases money"),
    "Finn": ("finance", "notes what the bank says"),
    "Otto": ("auditor", "audits"),
    "Edda": ("engineer", "wires the API"),
    "Cleo": ("contractor", "does the work"),
}
STEP = timedelta(hours=1)
OWNER = "Olga"
STRANGER = "Mallory"

CONTRACTORS = {
    "CLEO": ("Cleo Marchetti", "Via Garibaldi 12, 10122 Torino", "Brand refresh"),
    "NORTH": ("Northlight Studio", "Storgata 8, 0184 Oslo", "Product photography"),
    "ODUYA": ("Tunde Oduya", "Lindenallee 30, 20259 Hamburg", "Checkout accessibility audit"),
    "VELA": ("Vela Translations", "Rua da Prata 80, 1100-420 Lisboa", "Help centre in six languages"),
}

Order = tuple[str, str, str, list[tuple[str, str, str, str]]]
ORDERS: list[Order] = [
    ("CLEO", "Spring campaign: key visuals", "issued", [("Key visual, three variants", "24", "HUR", "95.00")]),
    (
        "NORTH",
        "Catalogue shoot, day one and two",
        "issued",
        [("Shooting day", "2", "DAY", "1450.00"), ("Retouching", "18", "HUR", "70.00")],
    ),
    ("ODUYA", "Audit of the checkout", "approved", [("Audit", "5", "DAY", "820.00")]),
    (
        "VELA",
        "Help centre, first forty articles",
        "pending",
        [("Translation", "31200", "WD", "0.14"), ("Proofreading", "26", "HUR", "48.00")],
    ),
    ("CLEO", "Motion guidelines", "pending", [("Concept and guidelines", "64", "HUR", "95.00")]),
    ("NORTH", "Portraits of the team", "rejected", [("Portrait session", "1", "DAY", "1450.00")]),
    ("ODUYA", "Follow-up audit", "draft", [("Audit", "2", "DAY", "820.00")]),
]


def load() -> None:
    """Make the demo company and the stranger's, unless they are there."""
    if is_loaded():
        return
    _company(STRANGERS, "Globex", STRANGER)
    owner = _company(SLUG, "Acme Studio", OWNER)
    people = {name: _join(owner, name, role) for name, (role, _does) in PEOPLE.items()}
    engagements = {code: _engage(owner, code, people["Cleo"]) for code in CONTRACTORS}
    for number, order in enumerate(ORDERS):
        _take(order, engagements[order[0]], people, datetime.now(UTC) - timedelta(days=9 - number))


def is_loaded() -> bool:
    """Whether the demo company is there."""
    return SLUG in {slug for _company, slug, _sealed in all_companies()}


def member(name: str) -> Member:
    """A person of the demo company, ready to act."""
    return member_by_email(company_named(SLUG), email(name))


def email(name: str) -> str:
    """Where a person of the cast signs in."""
    return f"{name.lower()}@{STRANGERS if name == STRANGER else SLUG}.example"


def sign_ins() -> str:
    """One line for each person who can sign in."""
    does = {OWNER: "owns the company"} | {name: what for name, (_role, what) in PEOPLE.items()}
    does[STRANGER] = "belongs to another company and sees nothing of this one"
    lines = [f"  {email(name):<24} {name} {what}" for name, what in does.items()]
    return "\n".join(["Sign in with one of these, password " + PASSWORD + ":", *lines])


def _company(slug: str, name: str, owner: str) -> Member:
    now = datetime.now(UTC)
    values = CompanyValues(
        slug=slug,
        name=name,
        currency="EUR",
        timezone="Europe/Berlin",
        billing_address=f"{name} GmbH, Torstraße 49, 10119 Berlin",
        invoice_channel=f"invoices@{slug}.example",
        owner_name=owner,
        owner_email=email(owner),
    )
    create_company(by=Founder(), at=now, values=values, via=Via("demo"))
    set_first_password(values.owner_email, PASSWORD)
    boss = member_by_email(company_named(slug), values.owner_email)
    levels = [{"from_amount": "0", "role": "approver"}, {"from_amount": "5000", "role": "approver"}]
    set_policy(by=boss, at=now, values=PolicyValues.model_validate({"levels": levels}), via=Via("demo"))
    return boss


def _join(owner: Member, name: str, role: str) -> Member:
    now = datetime.now(UTC)
    invitation = Invitation(name=name, email=email(name), role=role, confirm=name)
    secret = invite_member(by=owner, at=now, invitation=invitation, via=Via("demo"))["secret"]
    set_first_password(invitation.email, PASSWORD)
    accept_membership(by=member(name), at=now, secret=secret, via=Via("demo"))
    return member(name)


def _engage(owner: Member, code: str, cleo: Member) -> dict[str, Any]:
    now = datetime.now(UTC)
    name, address, title = CONTRACTORS[code]
    given: dict[str, Any] = {"code": code, "name": name, "address": address, "currency": "EUR"}
    given |= {"member_id": cleo.id} if code == "CLEO" else {}
    contractor = add_contractor(by=owner, at=now, values=ContractorValues.model_validate(given), via=Via("demo"))
    values = EngagementValues.model_validate({"contractor_id": contractor["id"], "title": title})
    engagement = add_engagement(by=owner, at=now, values=values, via=Via("demo"))
    return {"contractor_id": contractor["id"], "engagement_id": engagement["id"]}


def _take(order: Order, engagement: dict[str, Any], people: dict[str, Member], at: datetime) -> None:
    """Take one order as far as the demo wants it, a step each hour."""
    _code, title, until, lines = order
    via = Via("demo")
    order_id = create_order(people["Rita"], at, title, lines, engagement, via)
    if until == "draft":
        return
    shown = orders.submit(by=people["Rita"], at=at + STEP, order_id=order_id, via=via)["digest"]
    if until == "rejected":
        reason = "Please ask two studios for an offer first."
        orders.reject(by=people["Amir"], at=at + 2 * STEP, order_id=order_id, reason=reason, via=via)
    if until in ("approved", "issued"):
        orders.approve(by=people["Amir"], at=at + 2 * STEP, order_id=order_id, shown=shown, via=via)
    if until == "issued":
        orders.issue(by=people["Iris"], at=at + 3 * STEP, order_id=order_id, via=via)


def create_order(
    by: Member, at: datetime, title: str, lines: list[tuple[str, str, str, str]], engagement: dict[str, Any], via: Via
) -> UUID:
    """A draft of these lines: (text, quantity, unit, unit price)."""
    typed = [dict(zip(("text", "quantity", "unit", "unit_price"), line, strict=True)) for line in lines]
    given = engagement | {"title": title, "currency": "EUR", "lines": typed}
    return UUID(orders.create(by=by, at=at, values=OrderValues.model_validate(given), via=via)["id"])
