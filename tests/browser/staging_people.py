"""What the pictures show of a company's people: its own page, members, services, teams, keys, and an invitation."""

from datetime import timedelta

from django.utils import timezone

from counterfoil.foundation.companies.actions.add_service import ServiceValues, add_service
from counterfoil.foundation.companies.actions.keys import KeyValues, create_key
from counterfoil.foundation.companies.actions.members import Invitation, grant_role, invite_member
from tests.cast import Cast

Scenes = dict[str, tuple[str, str, str]]
_FINANCE = "const role = document.querySelector('[name=role]'); role.value = 'finance'; "
_ONLY = (
    "document.querySelector('details.only').open = true; "
    "for (const one of ['release', 'settle']) document.querySelector(`[name='only.finance.payment.${one}']`).checked = true"
)
_OPEN = "document.querySelector('[id^=move-grant]').open = true; " + _FINANCE


def people_scenes(cast: Cast) -> Scenes:
    """Each picture's name: who looks, at which page, and what is done to it first."""
    at = timezone.now()
    team = {"role": "manager", "team_id": cast.team_id}
    grant_role(by=cast.olga, at=at, member_id=cast.bela.id, **team)
    only = ["payment.release", "payment.settle", "exception.accept", "invoice.hold"]
    grant_role(by=cast.olga, at=at, member_id=cast.otto.id, role="finance", only=only, confirm=cast.otto.name)
    links = {}
    for name, made in (("nora", at), ("vera", at - timedelta(days=15))):
        invitation = Invitation(name=f"{name.title()} Lindqvist", email=f"{name}@demo.example", role="manager")
        links[name] = invite_member(by=cast.olga, at=made, invitation=invitation)
    service = add_service(by=cast.olga, at=at, values=ServiceValues(name="Harvest", role="manager"))["id"]
    values = KeyValues(name="Nightly export", scopes=["order.create", "order.submit", "evidence.submit"])
    key = create_key(by=cast.edda, at=at, values=values.model_copy(update={"member_id": service}))["id"]
    members = "/settings/members"
    return {
        "company": ("olga", "/settings/company", ""),
        "member": ("olga", f"{members}/{cast.bela.id}", ""),
        "member-finance": ("olga", f"{members}/{cast.rita.id}", _OPEN),
        "member-only": ("olga", f"{members}/{cast.rita.id}", _OPEN + _ONLY),
        "member-narrow": ("otto", f"{members}/{cast.otto.id}", ""),
        "member-invited": ("olga", f"{members}/{links['nora']['id']}", ""),
        "member-read": ("otto", f"{members}/{cast.iris.id}", ""),
        "member-new": ("olga", f"{members}/new", _FINANCE + _ONLY),
        "service": ("edda", f"{members}/{service}", ""),
        "service-new": ("olga", f"{members}/service", ""),
        "team": ("olga", f"/settings/teams/{cast.team_id}", ""),
        "key": ("edda", f"/settings/keys/{key}", ""),
        "key-new": ("rita", "/settings/keys/new", ""),
        "invitation": ("", f"/invitation/{links['nora']['secret']}", ""),
        "invitation-over": ("", f"/invitation/{links['vera']['secret']}", ""),
    }
