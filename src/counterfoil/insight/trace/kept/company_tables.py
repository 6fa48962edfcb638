"""What a company says of itself, who works there, what it has set, and whom it buys from: the tables of the foundation."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.approvals.models import Approval, Level, Policy, Step
from counterfoil.foundation.approvals.queries import visible_versions
from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.custom_values import HOLDING
from counterfoil.foundation.catalogue.kit import Catalogue
from counterfoil.foundation.catalogue.models import MatchPolicy, PolicyVersion, Rate, Tolerance
from counterfoil.foundation.catalogue.queries import rows_of, visible_policies, visible_rates
from counterfoil.foundation.catalogue.rates import ECB, TYPED
from counterfoil.foundation.companies.models import ApiKey, Company, InvitationLink, Member, Right, Team
from counterfoil.foundation.companies.queries import visible_keys, visible_members, visible_teams
from counterfoil.foundation.documents.models import Arrival, Document
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.foundation.kernel.terms_words import words as terms_words
from counterfoil.foundation.parties import queries as parties
from counterfoil.foundation.parties.models import Assignment, Contractor, ContractorHold, ContractorValue, Identity
from counterfoil.insight.verbs.about import named_verbs
from counterfoil.insight.verbs.role_words import ROLE_WORDS
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.charge_rules import coding_in_words
from counterfoil.lifecycle.orders.models import Order

from .. import arrivals
from ..since import HEAD
from .kept import Column, Kept, Part, Thing, coded, state

NAME, CURRENCY, COUNTRY = Column(_("Name")), Column(_("Currency")), Column(_("Country"))
SCOPES = {"everything": _("everything"), "invoicing": _("invoices"), "payment": _("payments")}
"""What a hold stops."""
HOLD = {"scope": coded(_("Stops"), SCOPES), "last_day": Column(_("Last day")), "state": state(ContractorHold)}
HOLD_QUIET = "reason owner_id lifted_by_id"
"""Why, and by whom, is the entry's own."""
VALUE = {name: Column("") for name in HOLDING}
"""What a custom field says: the field gives it its name."""
RATE_SOURCES = {TYPED: _("typed"), ECB: _("European Central Bank")}
"""Where a general rate is from."""
_ROLE = coded(_("Role"), ROLE_WORDS)
_MEMBER_STATES = {Member.ACTIVE: _("active"), Member.INVITED: _("invited"), Member.GONE: _("gone")}


def _documents(by: Member) -> Rows:
    found: Rows = Document.objects.within(by.company_id)
    return found.filter(order_id__in=orders.visible(by).values("id"))


def _catalogued(one: Catalogue) -> Kept:
    said = {"code": Column(_("Code")), "name": NAME, "state": state(one.model)}
    said |= {"valid_from": Column(_("Valid from")), "valid_through": Column(_("Valid through"))}
    said |= {
        name: Column(words, says=partial(one.in_words, name))
        for name, words in one.more.items()
        if name not in one.keys
    }
    said |= {name: Column(one.more[name]) for name in one.keys}
    return Kept(one.model, (one.subject,), Thing(one.one, lambda by: rows_of(one, by), one.called), columns=said)


COMPANY_TABLES = (
    Kept(
        Company,
        ("company",),
        Thing(_("Company"), lambda by: Rows(Company).filter(id=by.company_id)),
        columns={
            "name": NAME,
            "currency": CURRENCY,
            "country": COUNTRY,
            "timezone": Column(_("Time zone")),
            "locale": Column(_("Language")),
            "billing_address": Column(_("Billing address")),
            "invoice_channel": Column(_("Invoices are sent to")),
            "separation": Column(_("Who asks and who approves are two people")),
            "own_keys": Column(_("Everybody may make keys for themselves")),
            "sequential_discounts": Column(_("The second discount is reckoned on what the first one left")),
            "mails_remittances": Column(_("Contractors are mailed what a payment pays")),
            "coding_required": Column(_("Every line names"), says=coding_in_words),
            "letterhead": Column(_("Letterhead")),
            "terms": Column(_("Terms")),
            "logo_sha256": Column(_("Logo")),
            "payment_terms": Column(HEAD["payment_terms"], says=terms_words),
        },
        quiet="slug",
    ),
    Kept(Team, ("team",), Thing(_("Team"), visible_teams), columns={"name": NAME}),
    Kept(
        Member,
        ("member", "service"),
        Thing(_("Member"), visible_members),
        columns={"name": NAME, "email": Column(_("E-mail")), "state": coded(_("State"), _MEMBER_STATES)},
        quiet="user_id service",
    ),
    Kept(
        Right,
        part=Part({"member_id": Member}, always=True),
        columns={
            "role": _ROLE,
            "team_id": Column(_("Team")),
            "until": Column(_("Last day")),
            "most": Column(_("Up to")),
            "only": Column(_("Only"), says=named_verbs),
        },
    ),
    Kept(
        ApiKey,
        ("key",),
        Thing(_("Key"), visible_keys),
        columns={"name": NAME, "expires_at": Column(_("Works until"))},
        quiet="member_id prefix secret_sha256 scopes made_by_id made_with_id",
    ),
    Kept(InvitationLink, part=Part({"member_id": Member}), quiet="secret_sha256 made_by_id"),
    Kept(
        Document,
        ("document",),
        Thing(_("File"), _documents, page=("order_id", Order)),
        quiet="kind name media_type size sha256 made_from order_id",
    ),
    Kept(
        Arrival,
        ("arrival",),
        Thing(_("What arrived"), arrivals.visible),
        quiet="door name media_type size sha256 kind number order_id waits_for became became_id same_as "
        "reasons content sender_id",
    ),
    Kept(
        MatchPolicy,
        ("matchpolicy",),
        Thing(_("Match policy"), visible_policies),
        columns={"name": NAME},
    ),
    Kept(
        PolicyVersion,
        part=Part({"policy_id": MatchPolicy}, always=True),
        columns={"version": Column(_("Version"))},
        quiet="ways allowance_percent tax_rates is_default set_by_id loosens",
    ),
    Kept(
        Tolerance,
        part=Part({"version__policy_id": MatchPolicy}),
        quiet="version_id attribute kind percent amount direction",
    ),
    *map(_catalogued, CATALOGUES),
    Kept(
        Rate,
        ("rate",),
        Thing(_("Exchange rate"), visible_rates, "currency"),
        columns={
            "day": Column(_("Day")),
            "rate": Column(_("Rate")),
            "source": coded(_("From"), RATE_SOURCES),
        },
        quiet="currency set_by_id",
    ),
    Kept(
        Contractor,
        ("contractor",),
        Thing(_("Contractor"), parties.visible),
        columns={
            "code": Column(_("Code")),
            "name": NAME,
            "email": Column(_("E-mail")),
            "address": Column(_("Address")),
            "country": COUNTRY,
            "language": Column(_("Language of their orders")),
            "payment_terms": Column(HEAD["payment_terms"], says=terms_words),
            "currency": CURRENCY,
            "member_id": Column(_("Sign-in")),
            "match_policy_id": Column(_("Match policy")),
            "first_discount_id": Column(_("Usual discount or markup")),
            "second_discount_id": Column(_("Usual second discount or markup")),
            "first_tax_id": Column(_("Usual tax")),
            "second_tax_id": Column(_("Usual second tax")),
        },
    ),
    Kept(
        Assignment,
        part=Part({"contractor_id": Contractor}),
        columns={"policy_id": Column(_("Match policy"))},
        quiet="set_by_id loosens",
    ),
    Kept(
        Identity,
        part=Part({"contractor_id": Contractor}, place="scheme", alike="value"),
        columns={"value": Column(_("known as"))},
        quiet="scheme",
    ),
    Kept(ContractorValue, part=Part({"contractor_id": Contractor}, named="field_id"), columns=VALUE, quiet="field_id"),
    Kept(ContractorHold, part=Part({"contractor_id": Contractor}), columns=HOLD, quiet=HOLD_QUIET),
    Kept(
        Policy,
        ("policy",),
        Thing(_("Approval policy, version"), visible_versions, "version"),
        columns={"currency": CURRENCY},
    ),
    Kept(
        Level,
        part=Part({"policy_id": Policy}, place="position", where=_("Step %(n)s"), always=True),
        columns={"from_amount": Column(_("from"), money=True), "role": coded(_("role"), ROLE_WORDS)},
        quiet="position",
    ),
    Kept(
        Approval,
        part=Part({"subject_id": Order}),
        columns={"amount": Column(_("Asked for"), money=True)},
        quiet="verb digest currency policy_id requester_id interested state",
    ),
    Kept(
        Step,
        part=Part({"approval__subject_id": Order}, place="position", where=_("Step %(n)s")),
        columns={"state": state(Step, _("approval"))},
        quiet="approval_id position role member_id reason by_requester",
    ),
)
