"""A company with thousands of orders, invoices and payments of which whose turn it is hangs on everything it can hang on.

Some of each kind are made by the real verbs, copied as a superuser with the triggers off, and shaken: who asked, who decided,
who submitted, noted, cleared and owns what is drawn by lot for each row, and so are roles of steps, holds, teams and policies.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection
from django.db.models import ForeignKey

from counterfoil.foundation.approvals.models import Approval, Step
from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy
from counterfoil.foundation.catalogue.catalogues import COST_CENTRES
from counterfoil.foundation.companies.actions.add_service import ServiceValues, add_service
from counterfoil.foundation.companies.actions.change_company import CompanyChanges, change_company
from counterfoil.foundation.companies.actions.keys import KeyValues, create_key
from counterfoil.foundation.companies.actions.members import add_team, grant_role, revoke_role
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.lifecycle.engagements import actions as hirings
from counterfoil.lifecycle.engagements.models import ChangeRequest, Contract, Engagement, Offer, Requisition
from counterfoil.lifecycle.evidence.models import Piece, Submission
from counterfoil.lifecycle.invoices import actions as invoices
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceHold, InvoiceLine
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import (
    Choice,
    Confirmation,
    Order,
    OrderHold,
    OrderLine,
    Revision,
    RevisionLine,
)
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import Allocation, Payment, Refund, SetOff, WriteOff

from ...actions import billing, changing, choosing, contracting, hiring, loading, requisitioning, wishing
from ...actions.customising import field, retired
from ...actions.ordering import approve, rejected
from ...actions.sharing import shared
from ...actions.writing_off import rest_written_off, written_off
from ...cast import NOW, Cast, line
from ...catalogues import added
from ..listing.shelves import fill

COPIED: tuple[Any, ...] = (
    *(
        Approval,
        Step,
        Engagement,
        Contract,
        Offer,
        Requisition,
        ChangeRequest,
        Arrival,
        Order,
        Choice,
        Confirmation,
        Revision,
        OrderLine,
        RevisionLine,
        OrderHold,
        Submission,
        Piece,
        Invoice,
    ),
    *(InvoiceLine, InvoiceHold, InvoiceException, Payment, Allocation, SetOff, Refund, WriteOff),
)
_POINTS: dict[Any, tuple[str, ...]] = {Approval: ("subject_id",), Arrival: ("became_id", "order_id", "same_as")}
_OTHER = {
    Offer: "'engagement_id', NULL",
    Order: "'number', row.number || '/' || nth, 'number_normal', row.number_normal || 'X' || nth, "
    "'contractor_code', row.contractor_code || '/' || nth, 'created_at', row.created_at - nth * interval '1 minute'",
    Invoice: "'number', row.number || '/' || nth, 'number_normal', row.number_normal || 'X' || nth",
    Arrival: "'sha256', encode(sha256(convert_to(row.sha256 || nth, 'UTF8')), 'hex')",
}
_NEW_ID = """
CREATE OR REPLACE FUNCTION pg_temp.copied(original uuid, copy int) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT AS
$$ SELECT md5(original::text || copy::text)::uuid $$;
CREATE OR REPLACE FUNCTION pg_temp.one_of(choices anyarray) RETURNS anyelement LANGUAGE sql VOLATILE AS
$$ SELECT choices[1 + floor(random() * cardinality(choices))::int] $$;
CREATE OR REPLACE FUNCTION pg_temp.often(share float) RETURNS boolean LANGUAGE sql VOLATILE AS $$ SELECT random() < share $$;
SELECT setseed(0.14)
"""
_SHAKEN = (
    "UPDATE orders_revisionline l SET cost_centre_id = c.id FROM catalogue_costcentre c WHERE c.company_id = l.company_id "
    "AND pg_temp.often(0.8)",
    "INSERT INTO orders_value (id, company_id, order_id, field_id, words) SELECT gen_random_uuid(), o.company_id, o.id, f.id, "
    "'A' FROM orders_order o JOIN catalogue_customfield f ON f.company_id = o.company_id AND f.applies_to = 'order' "
    "WHERE pg_temp.often(0.7) ON CONFLICT DO NOTHING",
    "INSERT INTO orders_linevalue (id, company_id, order_id, line_id, field_id, words) SELECT gen_random_uuid(), l.company_id, "
    "l.order_id, l.id, f.id, 'A' FROM orders_orderline l JOIN catalogue_customfield f ON f.company_id = l.company_id "
    "AND f.applies_to = 'line' WHERE pg_temp.often(0.8) ON CONFLICT DO NOTHING",
    "UPDATE parties_contractor SET member_id = %(paid)s WHERE code = 'THIRD'",
    "UPDATE orders_order SET requester_id = pg_temp.one_of(%(people)s::uuid[]), team_id = pg_temp.one_of(%(teams)s::uuid[]), "
    "match_policy_id = pg_temp.one_of(%(policies)s::uuid[]), "
    "contractor_id = CASE WHEN kind <> 'shared' THEN pg_temp.one_of(%(contractors)s::uuid[]) END",
    "UPDATE orders_order SET released_amount = limit_amount * pg_temp.one_of('{0,0.5,1}'::numeric[]) WHERE pg_temp.often(0.3)",
    "UPDATE orders_revision SET digest = 'another' WHERE pg_temp.often(0.1)",
    "UPDATE orders_revision SET total = 0, net = -tax - adjustments WHERE pg_temp.often(0.1)",
    "UPDATE orders_revisionline SET match_policy_id = pg_temp.one_of(%(policies)s::uuid[])",
    "DELETE FROM orders_orderline l USING orders_order o WHERE o.id = l.order_id AND o.state = 'draft' AND pg_temp.often(0.2)",
    "UPDATE approvals_approval SET interested = ARRAY[pg_temp.one_of(%(people)s::uuid[]), pg_temp.one_of(%(people)s::uuid[])]",
    "UPDATE approvals_step SET role = pg_temp.one_of('{approver,approver,finance,owner,manager}'::text[])",
    "UPDATE approvals_step s SET member_id = pg_temp.one_of(%(people)s::uuid[]) WHERE position = 1 AND member_id IS NOT NULL "
    "AND NOT EXISTS (SELECT FROM approvals_step t WHERE t.approval_id = s.approval_id AND t.id <> s.id "
    "AND t.member_id IS NOT NULL)",
    "UPDATE orders_choice SET chosen_by_id = pg_temp.one_of(%(people)s::uuid[]), "
    "owner_id = CASE WHEN owner_id IS NOT NULL THEN pg_temp.one_of(%(people)s::uuid[]) END",
    "UPDATE orders_confirmation SET asked_by_id = pg_temp.one_of(%(people)s::uuid[])",
    "UPDATE engagements_offer SET made_by_id = pg_temp.one_of(%(people)s::uuid[]), team_id = pg_temp.one_of(%(teams)s::uuid[]), "
    "contractor_id = pg_temp.one_of(%(contractors)s::uuid[]), ends_on = pg_temp.one_of(%(days)s::date[])",
    "UPDATE engagements_requisition SET made_by_id = pg_temp.one_of(%(people)s::uuid[]), "
    "team_id = pg_temp.one_of(%(teams)s::uuid[]), contractor_id = pg_temp.one_of(%(contractors)s::uuid[]), "
    "ends_on = pg_temp.one_of(%(days)s::date[])",
    "UPDATE engagements_changerequest SET made_by_id = pg_temp.one_of(%(people)s::uuid[]), "
    "amount = pg_temp.one_of('{1,3000,300000}'::numeric[])",
    "UPDATE orders_orderhold SET order_id = pg_temp.one_of(%(orders)s::uuid[]), scope = pg_temp.one_of(%(scopes)s::text[]), "
    "last_day = pg_temp.one_of(%(days)s::date[])",
    "UPDATE invoices_invoicehold SET scope = pg_temp.one_of(%(scopes)s::text[]), last_day = pg_temp.one_of(%(days)s::date[])",
    "UPDATE evidence_submission SET submitter_id = pg_temp.one_of(%(people)s::uuid[])",
    "UPDATE invoices_invoice SET contractor_id = pg_temp.one_of(%(contractors)s::uuid[]), "
    "issued_on = pg_temp.one_of((%(days)s::date[])[2:]) WHERE kind = 'invoice'",
    "UPDATE invoices_invoice SET corrects_id = pg_temp.one_of(%(paying)s::uuid[]) "
    "WHERE state = 'disputed' AND pg_temp.often(0.5)",
    "UPDATE matching_exception SET owner_id = pg_temp.one_of(%(people)s::uuid[]), "
    "settled_by_id = CASE WHEN settled_by_id IS NOT NULL THEN pg_temp.one_of(%(people)s::uuid[]) END",
    "UPDATE payments_payment SET ended_by_id = pg_temp.one_of(%(people)s::uuid[]) WHERE ended_by_id IS NOT NULL",
    "UPDATE payments_writeoff SET noted_by_id = pg_temp.one_of(%(people)s::uuid[]), "
    "amount = amount + pg_temp.one_of('{0,0,0,1}'::numeric[])",
    "UPDATE payments_refund SET noted_by_id = pg_temp.one_of(%(people)s::uuid[])",
    "UPDATE documents_arrival SET sender_id = pg_temp.one_of(%(people)s::uuid[])",
)


def staff(cast: Cast) -> None:
    """More people: managers of one team each, who has two roles, who is paid, who makes keys for a service, and who has a role
    for some of its verbs alone."""
    other = UUID(add_team(by=cast.olga, at=NOW, name="Workshop")["id"])
    for name, role, only in (
        ("bela", "finance", ["payment.release", "writeoff.approve"]),
        ("petra", "finance", []),
        ("edda", "approver", ["order.approve", "requisition.reject"]),
        ("edda", "manager", ["evidence.reject", "engagement.answer_wish"]),
    ):
        given: dict[str, Any] = {"role": role, "only": only, "confirm": cast.members[name].name}
        grant_role(by=cast.olga, at=NOW, member_id=cast.members[name].id, **given)
    for name, team in (("amir", cast.team_id), ("otto", other)):
        grant_role(by=cast.olga, at=NOW, member_id=cast.members[name].id, role="manager", team_id=team)
    revoke_role(by=cast.olga, at=NOW, member_id=cast.otto.id, role="auditor", reason="Manages a team now")
    bot = UUID(add_service(by=cast.olga, at=NOW, values=ServiceValues(name="ERP", role="manager"))["id"])
    create_key(by=cast.edda, at=NOW, values=KeyValues(name="ERP", member_id=bot, scopes=["order.create"]))
    for name in ("amir", "bela", "petra", "otto", "edda"):
        cast.again(name)


def some(cast: Cast) -> None:
    """Every state that a thing on a desk can be in, once at least. Cleo is paid by some."""
    fill(cast)
    rejected(cast, title="Rejected")
    cast.approved(title="To issue")
    twice = cast.pending(lines=[line(100)])
    approve(cast, twice)
    billing.submitted(cast, cast.issued(), 3)
    held = billing.matched(cast, number="R-OWN-HOLD", quantity=2)
    invoices.hold(by=cast.petra, at=NOW, invoice_id=held, values=HoldValues(scope="payment", reason="Bank details"))
    cleared = billing.disputed(cast, unit_price="113.00", number="R-CLEARED")
    price = billing.exception_of(cast, cleared, "price")
    matching.accept(by=cast.amir, at=NOW, exception_id=price.id, reason="Agreed")
    billing.initiated(cast, billing.matched(cast, number="R-LEFT", quantity=3))
    back = billing.matched(cast, number="R-BACK", quantity=9)
    billing.settled(cast, back)
    billing.received(cast, kind="credit", number="G-BACK", credits="R-BACK", quantity=9)
    payments.note_refund(by=cast.fay, at=NOW, invoice_id=back, amount=200)
    written_off(cast, billing.matched(cast, number="R-OFF", quantity="5.25"))
    rest_written_off(cast, cast.issued())
    hiring.drafted(cast)
    for wish in (requisitioning.drafted, requisitioning.submitted, requisitioning.rejected, requisitioning.approved):
        wish(cast)
    requisitioning.submitted(cast, amount="5000", contractor_id=str(cast.contractor_id))
    hiring.sent(cast)
    hiring.in_review(cast, values=hiring.by_the_hour(cast, None))
    _on_orders(cast)
    payments.write_off_balance(by=cast.fay, at=NOW, invoice_id=back, reason="Not worth it")
    contracting.signed(cast, amount=None)
    changing.every_kind(cast)
    for title in ("Bees", "Honey", "Wax"):
        wishing.asked(cast, contracting.another_engagement(cast, title))
    loaded = loading.loaded(cast, number="ERP-9")
    loading.delivered(cast, loaded, "receipt", "R-ERP-9")
    loading.billed(cast, number="A-ERP-9", quoted="ERP-9")
    orders.hold(by=cast.petra, at=NOW, order_id=twice, values=HoldValues(scope="everything", reason="Wait a little"))
    policy = {"name": "By two", "ways": 3}
    for ways in (3, 2):
        set_match_policy(by=cast.fay, at=NOW, values=MatchPolicyValues.model_validate(policy | {"ways": ways}))
    set_match_policy(by=cast.olga, at=NOW, values=MatchPolicyValues.model_validate({"name": "By three", "ways": 3}))


def _on_orders(cast: Cast) -> None:
    """Offers that wait for an order or for their share of one, and an order that waits for finance's word."""
    shared(cast, "SH-1")
    choosing.programme(cast, "optional", confirmed=True)
    choosing.add(cast, hiring.drafted(cast), "SH-2")
    hiring.reviewing(cast, on=False)
    for number in ("", "SH-1"):
        offer_id = hiring.drafted(cast)
        choosing.choose(cast, offer_id, number) if number else choosing.wait_for(cast, offer_id)
        hirings.send_offer(by=cast.rita, at=NOW, offer_id=offer_id)
        hirings.accept_offer(by=cast.cleo, at=NOW, offer_id=offer_id, shown=hiring.shown(cast, offer_id))


def asking(cast: Cast) -> None:
    """The company asks for a cost centre on every line, and for a field of each order and each line; not for a retired one, one
    that is not valid yet, and one that may be left empty."""
    added(COST_CENTRES, cast, code="4711", name="Design")
    field(cast, "SHELF", required=True)
    field(cast, "SEAT", applies_to="line", required=True)
    retired(cast, field(cast, "ONCE", required=True))
    field(cast, "LATER", required=True, valid_from="2999-01-01")
    field(cast, "MAYBE", applies_to="line")
    change_company(by=cast.olga, at=NOW, changes=CompanyChanges(coding_required=["cost_centre"]))
    for name in cast.members:
        cast.again(name)


def copy(company_id: UUID, own: Mapping[str, Sequence[UUID]], first: int, last: int) -> None:
    """Copies of these rows, from the first to the last."""
    with _behind() as behind:
        for model in COPIED:
            given = {"company": company_id, "own": list(own[model._meta.db_table]), "first": first, "last": last}
            behind.execute(_copying(model, "AND row.id = ANY (%(own)s)"), given)


def copy_and_shake(company_id: UUID, copies: int) -> None:
    """Copy everything so often, and draw by lot what whose turn it is hangs on."""
    with _behind() as behind:
        for model in COPIED:
            behind.execute(_copying(model), {"company": company_id, "first": 1, "last": copies})
        given = _choices(behind, company_id)
        for statement in _SHAKEN:
            behind.execute(statement, given)
        behind.commit()
        behind.autocommit = True
        behind.execute("ANALYZE")


@contextmanager
def _behind() -> Iterator[psycopg.Connection[Any]]:
    """A superuser with the triggers off."""
    with psycopg.connect(os.environ["DATABASE_SUPERUSER_URL"], dbname=connection.settings_dict["NAME"]) as behind:
        behind.execute("SET session_replication_role = replica")
        for statement in _NEW_ID.split(";\n"):
            behind.execute(statement)
        yield behind


def _copying(model: Any, which: str = "") -> str:
    table = model._meta.db_table
    own = [
        field.column for field in model._meta.fields if isinstance(field, ForeignKey) and field.related_model in COPIED
    ]
    ids = ", ".join(
        f"'{column}', pg_temp.copied(row.{column}, nth)" for column in ("id", *own, *_POINTS.get(model, ()))
    )
    other = f", {_OTHER[model]}" if model in _OTHER else ""
    return (
        f"INSERT INTO {table} SELECT (jsonb_populate_record(row, jsonb_build_object({ids}{other}))).* "
        f"FROM {table} AS row, generate_series(%(first)s::int, %(last)s::int) AS nth WHERE row.company_id = %(company)s {which}"
    )


def _choices(behind: psycopg.Connection[Any], company_id: UUID) -> dict[str, Any]:
    def ids(sql: str) -> list[Any]:
        return [row[0] for row in behind.execute(sql + " ORDER BY 1", {"company": company_id})]

    today = NOW.date()
    return {
        "people": ids("SELECT id FROM companies_member WHERE company_id = %(company)s"),
        "teams": [*ids("SELECT id FROM companies_team WHERE company_id = %(company)s"), None],
        "policies": [*ids("SELECT id FROM catalogue_matchpolicy WHERE company_id = %(company)s"), None],
        "contractors": ids("SELECT id FROM parties_contractor WHERE company_id = %(company)s"),
        "orders": ids("SELECT id FROM orders_order WHERE company_id = %(company)s"),
        "paying": ids("SELECT id FROM invoices_invoice WHERE company_id = %(company)s AND state = 'paying'"),
        "paid": ids("SELECT id FROM companies_member WHERE company_id = %(company)s AND name = 'Petra'")[0],
        "scopes": ["everything", "invoicing", "payment"],
        "days": [None, today.replace(day=1), today, today.replace(day=3)],
    }
