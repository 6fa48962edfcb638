"""Those whose work can be ordered: contractor.add, change, link, unlink, match, hold and lift; and party.identify."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import Field, StringConstraints, ValidationInfo, field_validator

from counterfoil.foundation.catalogue.custom_values import FieldValues, begun, missing, new_rows, typed
from counterfoil.foundation.catalogue.models import MatchPolicy
from counterfoil.foundation.companies.models import Company, Member
from counterfoil.foundation.kernel.prepared import keep_row
from counterfoil.foundation.kernel.refusals import expect_version, refuse_if
from counterfoil.foundation.kernel.terms import PaymentTermsOrNone
from counterfoil.foundation.kernel.values import (
    Code,
    Country,
    Currency,
    Email,
    EmailOrNone,
    Name,
    Number,
    Text,
    Values,
    Why,
    problem,
)
from counterfoil.foundation.trail.action import Stored, action

from . import custom, holds, queries, rules
from .cases import ChangingCase, ContractorCase
from .holds import HoldValues
from .language import Language
from .marks import NAME, Mark, marked
from .models import Assignment, Contractor, ContractorHold, ContractorValue, Identity

MOST_IDENTITIES = 50


class IdentityValues(Values):
    """One name by which the papers of others know a party: `vat`, `gln`, `legal`, `name` or what the paper calls it."""

    scheme: Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, min_length=1, max_length=40)]
    value: Number

    @field_validator("value")
    @classmethod
    def _has_something(cls, value: str, said: ValidationInfo) -> str:
        if not all(marked(said.data.get("scheme", NAME), value)):
            raise problem("no_value", _("This has no letter or digit."))
        return value

    @property
    def mark(self) -> Mark:
        """As it is kept and compared."""
        return marked(self.scheme, self.value)


Identities = Annotated[list[IdentityValues], Field(max_length=MOST_IDENTITIES)]


class ContractorValues(Values):
    """What a contractor is added with; `identities` are the names by which documents call them."""

    code: Code
    name: Name
    currency: Currency
    email: Email | None = None
    address: Text = ""
    country: Country = ""
    language: Language = ""
    payment_terms: PaymentTermsOrNone = ""
    member_id: UUID | None = None
    identities: Identities = []
    fields: FieldValues = {}


class ContractorChanges(Values):
    """What may be changed of a contractor. What is not named, or is null, stays, and the code always does. What is ordered and
    issued keeps its own currency and the words that it was issued with."""

    name: Name | None = None
    currency: Currency | None = None
    email: EmailOrNone | None = None
    address: Text | None = None
    country: Country | None = None
    fields: FieldValues = {}
    language: Language | None = None
    payment_terms: PaymentTermsOrNone | None = None


@action("contractor.add", subject="contractor")
def add_contractor(*, by: Member, at: datetime, values: ContractorValues) -> Stored:
    """Add a contractor under a code of its own. By a name that means somebody already it is known by `party.identify` alone."""
    taken = Contractor.objects.within(by.company_id).filter(code=values.code).exists()
    known = [] if by.may("party.identify") else queries.known_names(by.company_id, _marks(values.identities))
    fields, day = custom.fields_of(by.company_id), by.company.today(at)
    told = begun(fields, typed(fields, values.fields, day), day)
    lacking = missing(fields, {one for one, value in told.items() if value is not None}, day)
    refuse_if(rules.add_contractor(values.code, taken, known) + rules.filled(lacking))
    if values.member_id:
        refuse_if(rules.add_with_sign_in(by) + rules.linked(by, queries.member_to_link(by, values.member_id)))
    facts = values.model_dump(exclude={"identities", "fields"}) | {"email": values.email or ""}
    contractor = Contractor.objects.create(company_id=by.company_id, **facts)
    _identify(by.company_id, contractor, values.identities)
    rows = new_rows(ContractorValue, fields, told, company_id=by.company_id, contractor=contractor)
    ContractorValue.objects.bulk_create(rows)
    return Stored(contractor.id, {"id": str(contractor.id), "code": contractor.code})


@action("contractor.change", on=ChangingCase)
def change_contractor(case: ChangingCase, *, changes: ContractorChanges, version: int | None = None) -> Stored:
    """Change how a contractor is named and reached. What is issued already keeps the words it was issued with."""
    contractor = case.contractor
    expect_version(version, contractor.version)
    named = changes.model_dump(exclude_none=True, exclude={"fields"})
    refuse_if(rules.changed_contractor(contractor, named, custom.change(contractor, changes.fields, case.today)))
    for name, value in named.items():
        setattr(contractor, name, value)
    return _kept(case.contractor)


@action("contractor.link", on=ChangingCase, rule=rules.link, also=rules.linked)
def link_contractor(case: ChangingCase, *, member_id: UUID) -> Stored:
    """Give a contractor a sign-in: a member with the role contractor, who sees from now on what is theirs."""
    case.contractor.member = case.member
    return _kept(case.contractor)


@action("contractor.unlink", on=ChangingCase, rule=rules.unlink)
def unlink_contractor(case: ChangingCase, *, reason: Why) -> Stored:
    """Take a contractor's sign-in away. The member stays, and sees no more of what is the contractor's."""
    case.contractor.member = None
    return _kept(case.contractor, reason)


@action("contractor.archive", on=ChangingCase, rule=rules.archive)
def archive_contractor(case: ChangingCase) -> Stored:
    """Put a contractor out of the way: lists and pickers leave them out, search finds them, and what was ordered runs on."""
    case.contractor.archived_at = case.at
    return _kept(case.contractor)


@action("contractor.unarchive", on=ChangingCase, rule=rules.unarchive)
def unarchive_contractor(case: ChangingCase) -> Stored:
    """Bring an archived contractor back into lists and pickers."""
    case.contractor.archived_at = None
    return _kept(case.contractor)


def _kept(contractor: Contractor, reason: str = "") -> Stored:
    contractor.version += 1
    keep_row(contractor)
    answer = {"id": str(contractor.id), "code": contractor.code, "version": contractor.version}
    return Stored(contractor.id, answer, reason=reason)


@action("party.identify", subject="contractor")
def identify(*, by: Member, at: datetime, identities: Identities, contractor_id: UUID | None = None) -> Stored:
    """Say by which names documents know a contractor, or ourselves where none is named. What was said before is replaced."""
    contractor = queries.visible(by).select_for_update(of=("self",)).one(contractor_id) if contractor_id else None
    if contractor is None:
        # Our own names hang on no row that could be locked: without this, two who write them at once leave both.
        Company.objects.select_for_update().get(id=by.company_id)
    Identity.objects.within(by.company_id).filter(contractor=contractor).delete()
    _identify(by.company_id, contractor, identities)
    known = [":".join(one.mark) for one in identities]
    return Stored(contractor_id or by.company_id, {"id": str(contractor_id or by.company_id), "identities": known})


def _identify(company_id: UUID, contractor: Contractor | None, identities: Sequence[IdentityValues]) -> None:
    Identity.objects.bulk_create(
        Identity(company_id=company_id, contractor=contractor, scheme=scheme, value=value)
        for scheme, value in _marks(identities)
    )


def _marks(identities: Sequence[IdentityValues]) -> list[Mark]:
    return list(dict.fromkeys(one.mark for one in identities))


@action("contractor.match", subject="contractor")
def match_contractor(*, by: Member, at: datetime, contractor_id: UUID, match_policy_id: UUID | None) -> Stored:
    """Say by which policy this contractor's invoices are matched; by none of its own, when none is named."""
    contractor = queries.visible(by).select_for_update(of=("self",)).one(contractor_id)
    if match_policy_id:
        MatchPolicy.objects.within(by.company_id).one(match_policy_id)
    Assignment.objects.create(
        company_id=by.company_id, contractor=contractor, policy_id=match_policy_id, set_by=by, set_at=at
    )
    return Stored(contractor.id, {"id": str(contractor.id), "match_policy_id": str(match_policy_id or "")})


@action("contractor.hold", on=ContractorCase)
def hold_contractor(case: ContractorCase, *, values: HoldValues) -> Stored:
    """Put everything, invoicing or payment of a contractor on hold."""
    contractor = case.contractor
    hold = ContractorHold(contractor=contractor)
    holds.place(hold, values, by=case.by, at=case.at)
    return Stored(contractor.id, {"id": str(contractor.id), "hold_id": str(hold.id)}, reason=values.reason)


@action("contractor.lift", on=ContractorCase, rule=rules.lift)
def lift_contractor(case: ContractorCase, *, hold_id: UUID, reason: Why) -> Stored:
    """Lift a hold before its last day."""
    contractor, by = case.contractor, case.by
    standing = ContractorHold.objects.within(by.company_id).filter(contractor_id=contractor.id)
    holds.lift(standing, hold_id, by=by, at=case.at)
    return Stored(contractor.id, {"id": str(contractor.id), "hold_id": str(hold_id)}, reason=reason)
