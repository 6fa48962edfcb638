"""Two companies with orders in every state, committed, so that raw SQL has something to attack."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.foundation.catalogue import actions as catalogue
from counterfoil.foundation.catalogue.catalogues import CATALOGUES, TAXES
from counterfoil.foundation.catalogue.rates import RateValues
from counterfoil.foundation.companies.actions.add_service import ServiceValues, add_service
from counterfoil.foundation.companies.actions.invitations import cancel_invitation, renew_invitation
from counterfoil.foundation.companies.actions.keys import KeyValues, create_key, revoke_key
from counterfoil.foundation.companies.actions.members import (
    Invitation,
    accept_membership,
    deactivate_member,
    invite_member,
)
from counterfoil.foundation.companies.models import InvitationLink
from counterfoil.foundation.companies.queries import member_of, system_member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Order, OrderLine, Revision, RevisionCharge, RevisionLine
from counterfoil.lifecycle.orders.values import OrderValues

from ..cast import NOW, Cast, line, load_cast
from ..catalogues import added, done
from .alerted import alerted
from .arrived import arrived
from .billed import billed, theirs
from .chosen import chosen
from .customised import customised
from .mailed import mailed
from .shared import shared_orders
from .watched import watched
from .wished import wished

Names = dict[str, Any]


def load_scene() -> Names:
    """Every id that an attack names, under that name: `issued`, `issued_line`, `draft`, `theirs`, …"""
    cast = load_cast()
    made = _ours(cast)
    with scope.reading(cast.company_id):
        entry = Entry.objects.filter(verb="order.issue").values_list("id", flat=True)[0]
        names: Names = {"company": cast.company_id, "contractor": cast.contractor_id, "entry": entry}
        for name, order_id in made.items():
            names |= _parts(name, order_id)
    names |= {name: member.id for name, member in cast.members.items()} | _people(cast)
    names |= _catalogued(cast)
    names |= customised(cast) | mailed(cast) | billed(cast) | arrived(cast) | _theirs(cast) | theirs(cast)
    names |= shared_orders(cast) | wished(cast)
    names |= chosen(cast)
    # The last of them: the contractor's next order would begin with its tax.
    return names | _charged(cast) | alerted(cast) | watched(cast)


def _catalogued(cast: Cast) -> Names:
    """Of each catalogue one row in use and a retired one."""
    names: Names = {}
    for one in CATALOGUES:
        names |= {one.subject: added(one, cast), f"retired_{one.subject}": added(one, cast, code="OLD")}
        done(one, "retire", cast, names[f"retired_{one.subject}"])
    usd = RateValues(currency="USD", day=NOW.date(), rate=Decimal("0.9"))
    return names | {"rate": UUID(catalogue.set_rate(by=cast.fay, at=NOW, values=usd)["id"])}


def _charged(cast: Cast) -> Names:
    """An issued order and a draft, each with a tax; the draft's line names a job."""
    tax = added(TAXES, cast, code="VAT")
    issued = cast.issued(taxes=[tax])
    draft = cast.draft(taxes=[tax], lines=[line(job="JOB-1")])
    with scope.reading(cast.company_id):
        charges = {one.order_id: one.id for one in RevisionCharge.objects.filter(order_id__in=[issued, draft])}
        said = _parts("charged_draft", draft)
    return said | {"charged_tax": charges[issued], "charged_draft_tax": charges[draft]}


def _ours(cast: Cast) -> dict[str, UUID]:
    large = {"lines": [line(quantity=100)]}
    made = {"draft": cast.draft(), "other": cast.draft(), "pending": cast.pending(), "large": cast.pending(**large)}
    made |= {"approved": cast.approved(), "issued": cast.issued(), "earlier": cast.issued(), "rejected": cast.pending()}
    orders.reject(by=cast.amir, at=NOW, order_id=made["rejected"], reason="Too much")
    return made


def _people(cast: Cast) -> Names:
    """The company's own member, a service with its key, and keys that people have made for themselves."""
    made: Names = {"system": system_member(cast.company_id).id}
    service = ServiceValues(name="Harvest", role="manager")
    made["service"] = UUID(add_service(by=cast.olga, at=NOW, values=service)["id"])
    for name, maker, holder in (
        ("service_key", "edda", made["service"]),
        ("own_key", "rita", None),
        ("revoked_key", "edda", None),
    ):
        values = KeyValues(name=name, member_id=holder, scopes=["*"])
        made[name] = UUID(create_key(by=cast.members[maker], at=NOW, values=values)["id"])
    revoke_key(by=cast.edda, at=NOW, key_id=made["revoked_key"], reason="Lost it")
    made |= _invited(cast) | _narrowed(cast)
    replaced = orders.cancel(by=cast.rita, at=NOW, order_id=cast.draft(), reason="Again", replace=True)["replacement"]
    return made | {"replacing": UUID(replaced)}


def _invited(cast: Cast) -> Names:
    """Nora, who has a second link; Vera, with her first; who left again; and who never came."""
    names: Names = {}
    for name in ("nora", "vera", "left", "never"):
        invitation = Invitation(name=name.title(), email=f"{name}@demo.example", role="auditor")
        made = invite_member(by=cast.olga, at=NOW, invitation=invitation)
        names[name] = UUID(made["id"])
        if name == "left":
            accept_membership(by=member_of(cast.company_id, names[name]), at=NOW, secret=made["secret"])
    renew_invitation(by=cast.olga, at=NOW, member_id=names["nora"])
    deactivate_member(by=cast.olga, at=NOW, member_id=names["left"], reason="Left again")
    cancel_invitation(by=cast.olga, at=NOW, member_id=names["never"])
    with scope.reading(cast.company_id):
        links = InvitationLink.objects.filter(member_id__in=[names["nora"], names["left"]])
        names |= {
            ("used_link" if one.used_at else "ended_link" if one.ended_at else "open_link"): one.id for one in links
        }
    return names


def _narrowed(cast: Cast) -> Names:
    """Earl, an approver whose last day is over; Vic, who approves up to 999.99; Mia, who releases up to 5.00 at once. Of one verb
    alone: Rex releases, Gus confirms twins, Ava approves offers, Zoe orders, and Max accepts evidence."""
    names: Names = {}
    given: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("earl", "approver", {"until": NOW.date()}),
        ("vic", "approver", {"most": Decimal("999.99")}),
        ("mia", "finance", {"most": Decimal(5)}),
        ("rex", "finance", {"only": ["payment.release"]}),
        ("gus", "finance", {"only": ["payment.confirm_twin"]}),
        ("ava", "approver", {"only": ["offer.approve"]}),
        ("zoe", "approver", {"only": ["order.approve"]}),
        ("max", "manager", {"only": ["evidence.accept"]}),
    )
    for name, role, terms in given:
        said = {"name": name.title(), "email": f"{name}@demo.example", "role": role, "confirm": name.title()}
        made = invite_member(by=cast.olga, at=NOW, invitation=Invitation(**said, **terms))
        names[name] = UUID(made["id"])
        accept_membership(by=member_of(cast.company_id, names[name]), at=NOW, secret=made["secret"])
    return names


def _parts(name: str, order_id: UUID) -> Names:
    order = Order.objects.select_related("approval").get(id=order_id)
    steps = order.approval.steps.order_by("position") if order.approval else []
    return {
        name: order_id,
        f"{name}_approval": order.approval_id,
        f"{name}_line": OrderLine.objects.get(order_id=order_id).id,
        f"{name}_said": RevisionLine.objects.get(order_id=order_id).id,
        f"{name}_revision": Revision.objects.get(order_id=order_id).id,
    } | {f"{name}_step{step.position}": step.id for step in steps}


def _theirs(cast: Cast) -> Names:
    """Mallory's company, with one draft in it."""
    stranger = cast.mallory
    with scope.reading(stranger.company_id):
        contractor = Contractor.objects.get()
        engagement = contractor.engagements.get()
    values = {"contractor_id": contractor.id, "engagement_id": engagement.id, "title": "Theirs", "currency": "EUR"}
    values["lines"] = [line()]
    order_id = UUID(orders.create(by=stranger, at=NOW, values=OrderValues.model_validate(values))["id"])
    return {"their_company": stranger.company_id, "theirs": order_id, "their_contractor": contractor.id}
