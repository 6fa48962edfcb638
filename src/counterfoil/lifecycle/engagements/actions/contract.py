"""contract.*: what was agreed for an engagement, signed by both, and what orders under it may hold."""

from datetime import datetime

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.models import Document
from counterfoil.foundation.kernel.prepared import add_row, keep_row
from counterfoil.foundation.kernel.refusals import expect_version, refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import contract_rules as rules
from .. import queries
from ..contract_cases import ContractCase
from ..contract_values import ContractTerms, ContractValues, SignedFile
from ..models import Contract

CONTRACT = "contract"
"""What its signed file is filed as."""


@action("contract.create", subject="contract")
def create_contract(*, by: Member, at: datetime, values: ContractValues) -> Stored:
    """Draft the contract of an engagement. It allows nothing and forbids nothing until it is signed."""
    engagement = queries.visible(by).locked(values.engagement_id)
    refuse_if(rules.draft(engagement, by, queries.contract_of(by.company_id, engagement.id) is not None))
    said = values.model_dump(exclude={"engagement_id"})
    contract = Contract(company_id=by.company_id, engagement=engagement, made_by=by, created_at=at, **said)
    add_row(contract)
    return Stored(contract.id, contract.stored() | {"engagement_id": str(engagement.id)})


@action("contract.change", on=ContractCase, rule=rules.change)
def change_contract(case: ContractCase, *, values: ContractTerms, version: int | None = None) -> Stored:
    """Write a draft anew: it allows from now on what is said here."""
    contract = case.contract
    expect_version(version, contract.version)
    for name, value in values.model_dump().items():
        setattr(contract, name, value)
    contract.version += 1
    keep_row(contract)
    return Stored(contract.id, contract.stored())


@action("contract.sign", on=ContractCase, rule=rules.sign)
def sign_contract(case: ContractCase, *, file: SignedFile, version: int | None = None) -> Stored:
    """Store the signed file with its hash, the day and the signers. From here what it allows stands still."""
    contract, by, at = case.contract, case.by, case.at
    expect_version(version, contract.version)
    refuse_if(rules.signed_file(file.signed_on, file.size, case.today))
    kept = file.model_dump(exclude={"signed_on", "signers"})
    document = Document(company_id=by.company_id, kind=CONTRACT, created_at=at, **kept)
    add_row(document)
    contract.document, contract.digest = document, file.sha256
    contract.signed_on, contract.signers, contract.signed_by, contract.signed_at = file.signed_on, file.signers, by, at
    move(contract, "sign")
    return Stored(contract.id, contract.stored() | {"digest": contract.digest})


@action("contract.start", on=ContractCase, rule=rules.start)
def start_contract(case: ContractCase) -> Stored:
    """Work under it begins."""
    case.contract.started_at = case.at
    move(case.contract, "start")
    return Stored(case.contract.id, case.contract.stored())


@action("contract.end", on=ContractCase, rule=rules.end)
def end_contract(case: ContractCase, *, reason: Why) -> Stored:
    """Nothing new is ordered under it. What was ordered runs on."""
    contract = case.contract
    contract.ended_at, contract.ended_by, contract.reason = case.at, case.by, reason
    move(contract, "end")
    return Stored(contract.id, contract.stored(), reason=reason)
