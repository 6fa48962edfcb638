"""What only some verbs may write: who may what, keys, levels, layouts, catalogues, and the plain words of an order."""

from collections.abc import Iterator
from uuid import UUID

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.custom_values import HOLDING
from counterfoil.foundation.catalogue.kit import OF_EVERY_ROW
from counterfoil.lifecycle.engagements.models.contract import CAPS

from .finding import Finding, found_in

_ASKS = ("order.submit", "offer.submit", "requisition.submit", "changerequest.submit")
_ORDERED = ("order.create", "order.change")
_FIELDS = ("order.change", "order.set_fields")
_CUSTOM = ("contractor.change",)
_OFFERED = (
    *("contractor_id", "team_id", "title", "description", "currency", "amount", "unit_rate", "unit", "most_units"),
    *("starts_on", "ends_on", "post_id"),
)
_WISHED = ("team_id", "contractor_id", "title", "description", "currency", "amount", "starts_on", "ends_on")
_POSTED = ("team_id", "title", "description", "currency", "budget", "starts_on", "ends_on")
_CHOICES = tuple(f"{thing}.{deed}_order" for thing in ("offer", "jobpost") for deed in ("choose", "add", "await"))
_ENDS = ("member.revoke", "member.deactivate", "member.decline")
_MAILED = ("order.send", "invitation.send", "remittance.advise", "remittance.void", "remittance.send", "alert.tell")
MADE: dict[tuple[str, str], tuple[str, ...]] = {
    ("companies_company", "I"): ("company.create",),
    ("companies_member", "I"): ("company.create", "member.invite", "service.add"),
    ("companies_right", "I"): ("company.create", "member.invite", "member.grant", "service.add"),
    ("companies_right", "D"): (*_ENDS, "member.grant"),
    ("companies_apikey", "I"): ("key.create",),
    ("companies_invitationlink", "I"): ("member.invite", "invitation.renew", "mail.claim"),
    ("approvals_policy", "I"): ("policy.set",),
    ("approvals_level", "I"): ("policy.set",),
    ("approvals_approval", "I"): _ASKS,
    ("approvals_step", "I"): _ASKS,
    ("orders_layout", "I"): ("layout.set",),
    ("mail_message", "I"): _MAILED,
    ("mail_recipient", "I"): _MAILED,
    ("remittances_remittance", "I"): ("remittance.advise",),
    ("mail_mailtemplate", "I"): ("mailtemplate.set",),
    ("payments_twin", "I"): ("payment.confirm_twin",),
    ("alerts_alert", "I"): ("alert.raise",),
    ("orders_threshold", "I"): ("order.set_thresholds",),
    ("orders_runoutpolicy", "I"): ("runoutpolicy.set",),
    ("orders_wish", "I"): ("engagement.ask_for_order",),
    ("alerts_digest", "I"): ("alert.tell",),
    ("alerts_preference", "I"): ("alertpreference.set",),
    ("payments_writeoff", "I"): ("writeoff.note_invoice", "writeoff.note_balance", "writeoff.note_order"),
    ("payments_writeofflimit", "I"): ("writeofflimit.set",),
    ("parties_contractor", "I"): ("contractor.add",),
    ("engagements_engagement", "I"): ("engagement.add", "offer.accept"),
    ("engagements_offer", "I"): ("offer.create",),
    ("engagements_jobpost", "I"): ("jobpost.create",),
    ("engagements_requisition", "I"): ("requisition.create",),
    ("engagements_contract", "I"): ("contract.create", "offer.accept"),
    ("engagements_changerequest", "I"): ("changerequest.create",),
    ("engagements_hiringpolicy", "I"): ("hiringpolicy.set",),
    ("engagements_programme", "I"): ("programme.set",),
    ("orders_choice", "I"): _CHOICES,
    ("orders_confirmation", "I"): ("offer.add_order", "jobpost.add_order"),
    ("engagements_requisitionpolicy", "I"): ("requisitionpolicy.set",),
    **{(one.table, "I"): (f"{one.subject}.add",) for one in CATALOGUES},
    **{(table, "I"): ("order.create", "order.cancel", *_FIELDS) for table in ("orders_value", "orders_linevalue")},
    **{(table, "D"): _FIELDS for table in ("orders_value", "orders_linevalue")},
    ("parties_contractorvalue", "I"): ("contractor.add", *_CUSTOM),
    ("parties_contractorvalue", "D"): _CUSTOM,
}
"""Which verbs add and delete the rows of these tables. None deletes any that is not named."""

EDITED: dict[tuple[str, str], tuple[str, ...]] = {
    ("companies_company", "separation"): ("separation.set",),
    ("companies_company", "payment_terms"): ("terms.set",),
    ("orders_order", "payment_terms"): ("order.change",),
    ("companies_team", "name"): ("team.change",),
    ("companies_member", "state"): (
        "member.accept",
        "member.decline",
        "member.deactivate",
        "invitation.renew",
        "invitation.cancel",
    ),
    ("companies_invitationlink", "used_at"): ("member.accept",),
    ("companies_invitationlink", "ended_at"): (
        "mail.claim",
        "member.decline",
        "member.deactivate",
        "invitation.renew",
        "invitation.cancel",
    ),
    ("companies_apikey", "revoked_at"): ("key.revoke",),
    ("orders_order", "title"): (*_ORDERED, "order.edit"),
    ("orders_order", "valid_through"): ("order.edit",),
    ("orders_order", "restricted"): ("order.permit",),
    ("orders_permitted", "live"): ("order.permit", "member.hand_over"),
    ("orders_order", "notes"): (*_ORDERED, "order.set_notes"),
    ("orders_order", "noted_number"): ("order.note_invoice", "order.forget_invoice"),
    ("orders_order", "noted_amount"): ("order.note_invoice", "order.forget_invoice"),
    ("orders_order", "discarded"): ("order.discard",),
    ("orders_order", "archived_at"): ("order.archive", "order.unarchive"),
    ("parties_contractor", "archived_at"): ("contractor.archive", "contractor.unarchive"),
    ("engagements_engagement", "archived_at"): ("engagement.archive", "engagement.unarchive"),
    ("orders_order", "requisition_id"): ("order.change",),
    ("orders_order", "number"): ("order.issue",),
    ("orders_order", "sent_on"): ("order.note_sent", "mail.deliver"),
    ("mail_message", "sent_at"): ("mail.deliver",),
    ("orders_threshold", "state"): ("order.set_thresholds",),
    ("orders_wish", "word"): ("engagement.answer_wish",),
    ("alerts_alert", "seen_by_id"): ("alert.see",),
    ("alerts_preference", "on_desk"): ("alertpreference.set",),
    ("alerts_preference", "by_mail"): ("alertpreference.set",),
    ("orders_order", "contractor_code"): ("order.issue",),
    ("orders_order", "document_sha256"): ("order.issue",),
    ("payments_twin", "covers_id"): (
        "payment.release",
        "payment.release_several",
        "payment.mark_paid",
        "payment.initiate",
        "payment.unlink",
    ),
    ("parties_contractor", "member_id"): ("contractor.link", "contractor.unlink"),
    **{
        ("parties_contractor", name): ("contractor.change",)
        for name in ("name", "email", "address", "country", "language", "payment_terms", "currency")
    },
    ("engagements_offer", "document_sha256"): ("offer.submit", "offer.send"),
    ("engagements_offer", "approval_id"): ("offer.submit",),
    ("engagements_offer", "engagement_id"): ("offer.accept",),
    **{("engagements_offer", name): ("offer.change",) for name in _OFFERED},
    **{
        (table, name): _CHOICES
        for table in ("engagements_offer", "engagements_jobpost")
        for name in ("order_choice", "order_number", "order_version")
    },
    ("engagements_offer", "order_chooser_id"): _CHOICES,
    ("orders_choice", "owner_id"): ("member.hand_over",),
    **{("orders_confirmation", name): ("order.confirm",) for name in ("confirmed_by_id", "confirmed_at")},
    **{("engagements_jobpost", name): ("jobpost.change",) for name in _POSTED},
    **{("engagements_requisition", name): ("requisition.change",) for name in _WISHED},
    **{("engagements_requisition", name): ("requisition.submit",) for name in ("document_sha256", "approval_id")},
    ("engagements_contract", "currency"): ("contract.change",),
    **{("engagements_contract", name): ("contract.change", "changerequest.approve") for name in CAPS},
    **{("engagements_changerequest", name): ("changerequest.change",) for name in ("why", *CAPS)},
    **{("engagements_changerequest", f"was_{name}"): ("changerequest.change", "changerequest.submit") for name in CAPS},
    **{("engagements_changerequest", name): ("changerequest.submit",) for name in ("document_sha256", "approval_id")},
    **{("engagements_changerequest", name): ("changerequest.approve",) for name in ("number", "xact")},
    **{
        ("engagements_contract", name): ("contract.sign",) for name in ("document_id", "digest", "signed_on", "signers")
    },
    **{
        ("engagements_engagement", name): ("engagement.change",)
        for name in ("title", "team_id", "starts_on", "ends_on")
    },
    **{
        (one.table, name): (f"{one.subject}.change",)
        for one in CATALOGUES
        for name in (*OF_EVERY_ROW, *one.more)
        if name not in ("code", *one.stays)
    },
    **{(table, name): _FIELDS for table in ("orders_value", "orders_linevalue") for name in HOLDING},
    **{("parties_contractorvalue", name): _CUSTOM for name in HOLDING},
    **{(one.table, "retired_at"): (f"{one.subject}.retire", f"{one.subject}.restore") for one in CATALOGUES},
}
"""Which verbs change these columns of a row that is there."""

STONE: dict[str, tuple[str, ...]] = {
    "companies_member": ("user_id", "service"),
    "companies_right": ("member_id", "role", "team_id", "until", "most", "only"),
    "companies_apikey": ("member_id", "prefix", "scopes", "expires_at", "made_by_id", "made_with_id", "made_at"),
    "companies_invitationlink": ("member_id", "made_by_id", "made_at", "expires_at"),
    "approvals_policy": ("version", "currency"),
    "approvals_level": ("policy_id", "position", "from_amount", "role"),
    "orders_layout": ("version", "pattern", "longest"),
    "mail_message": ("kind", "order_id", "invited_id", "made_at", "document_sha256", "number_of_recipients"),
    "mail_recipient": ("message_id", "position"),
    "mail_mailtemplate": ("version", "set_by_id", "set_at"),
    "payments_twin": ("payment_id", "contractor_id", "currency", "amount", "day", "confirmed_by_id", "confirmed_at"),
    "alerts_alert": (
        "number",
        "kind",
        "order_id",
        "choice_id",
        "invoice_id",
        "mail_id",
        "crossing_id",
        "day",
        "occasion",
        "caused_by_id",
        "raised_at",
    ),
    "alerts_digest": ("member_id", "day", "through", "mail_id", "made_at"),
    "alerts_preference": ("member_id", "kind"),
    "payments_writeoff": ("kind", "order_id", "invoice_id", "currency", "amount", "net", "noted_by_id", "noted_at"),
    "payments_writeofflimit": ("version", "amount", "set_by_id", "set_at"),
    "orders_threshold": ("order_id", "figure", "percent", "amount"),
    "orders_runoutpolicy": (
        *("version", "exhausted", "expired", "expiry_days", "pace_margin", "little_left", "set_by_id", "set_at"),
    ),
    "orders_wish": ("engagement_id", "why", "lapsing_id", "asked_by_id", "asked_at"),
    "parties_contractor": ("code",),
    "engagements_engagement": ("contractor_id",),
    "engagements_offer": ("made_by_id", "created_at"),
    "engagements_jobpost": ("made_by_id", "created_at"),
    "engagements_requisition": ("made_by_id", "created_at"),
    "engagements_changerequest": ("contract_id", "currency", "made_by_id", "created_at"),
    "engagements_contract": ("engagement_id", "made_by_id", "created_at", "offer_id"),
    "engagements_requisitionpolicy": ("version", "requisitions_needed", "set_by_id", "set_at"),
    "engagements_hiringpolicy": ("version", "offers_reviewed", "set_by_id", "set_at"),
    "engagements_programme": ("team_id", "version", "mode", "confirmed", "set_by_id", "set_at"),
    "orders_choice": ("offer_id", "post_id", "version", "order_id", "due_on", "chosen_by_id", "chosen_at"),
    "orders_confirmation": ("order_id", "asked_by_id", "asked_at"),
    **{one.table: ("code", "added_at", *one.stays) for one in CATALOGUES},
}
"""What no verb ever changes. Who made a key was filled in by a migration, from nothing."""

_DONE = """
SELECT c.row_id, c.relation, {what}, e.verb FROM trail_change c
JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact AND e.outcome = 'done'
"""
_MADE = f"""{_DONE.format(what="CASE c.op WHEN 'I' THEN 'added' ELSE 'deleted' END")}
WHERE c.company_id = %(company)s AND c.op <> 'U' AND c.relation = ANY (%(relations)s) AND NOT EXISTS (
  SELECT FROM unnest(%(tables)s::text[], %(ops)s::text[], %(verbs)s::text[]) AS p(relation, op, verb)
  WHERE (p.relation, p.op, p.verb) = (c.relation, c.op, e.verb))
"""
_EDITED = f"""{_DONE.format(what="p.name")}
CROSS JOIN (SELECT DISTINCT * FROM unnest(%(tables)s::text[], %(names)s::text[]) AS u(relation, name)) AS p
WHERE c.company_id = %(company)s AND c.op = 'U' AND c.relation = p.relation AND (c.plain ? p.name OR c.personal ? p.name)
  AND NOT EXISTS (SELECT FROM unnest(%(tables)s::text[], %(names)s::text[], %(verbs)s::text[]) AS v(relation, name, verb)
    WHERE (v.relation, v.name, v.verb) = (p.relation, p.name, e.verb))
"""
_STONE = f"""{_DONE.format(what="p.name")}
JOIN unnest(%(tables)s::text[], %(names)s::text[]) AS p(relation, name) ON c.relation = p.relation
WHERE c.company_id = %(company)s AND c.op = 'U' AND c.plain->p.name->0 <> 'null'::jsonb
"""
_VERSION = """
SELECT c.row_id, COALESCE(o.number, o.title), c.plain->'version'->>0, c.plain->'version'->>1, e.verb
FROM trail_change c JOIN orders_order o ON o.company_id = c.company_id AND o.id = c.row_id
JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact AND e.outcome = 'done'
WHERE c.company_id = %(company)s AND c.op = 'U' AND c.relation = 'orders_order' AND c.plain ? 'version'
  AND (e.verb NOT LIKE 'order.%%' OR (c.plain->'version'->>1)::int <= (c.plain->'version'->>0)::int
    OR e.order_id IS DISTINCT FROM c.row_id)
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Every row that its entry's verb does not add, delete or change so. Called inside a scope."""
    tables, ops, verbs = zip(*((*key, verb) for key, all_of in MADE.items() for verb in all_of), strict=True)
    relations = sorted({*STONE, *(table for table, _op in MADE)})
    asked = {"tables": list(tables), "ops": list(ops), "verbs": list(verbs), "relations": relations}
    yield from found_in(company_id, "written", "a row of {1} was {2} by {3}, which does not", _MADE, **asked)
    tables, names, verbs = zip(*((*key, verb) for key, all_of in EDITED.items() for verb in all_of), strict=True)
    asked = {"tables": list(tables), "names": list(names), "verbs": list(verbs)}
    yield from found_in(
        company_id, "written", "{2} of a row of {1} was changed by {3}, which does not", _EDITED, **asked
    )
    tables, names = zip(*((table, name) for table, all_of in STONE.items() for name in all_of), strict=True)
    asked = {"tables": list(tables), "names": list(names)}
    yield from found_in(company_id, "written", "{2} of a row of {1} was changed by {3}, and never is", _STONE, **asked)
    sentence = "the version of order {1} went from {2} to {3} by {4}"
    yield from found_in(company_id, "written", sentence, _VERSION)
