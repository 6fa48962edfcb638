"""Who and when the rows of each table say it was that took them into their states."""

from dataclasses import dataclass, field

from counterfoil.foundation.catalogue import states as catalogue
from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.lifecycle.engagements import states as engagements


@dataclass(frozen=True)
class Signature:
    """A row says who took it into one of these states, and when; so does the entry of its last such step."""

    table: str
    states: tuple[str, ...]
    moment: str
    member: str = ""
    only_new: bool = field(default=False)


SIGNATURES = (
    Signature("approvals_approval", ("open",), "opened_at", "requester_id", only_new=True),
    Signature("approvals_step", ("given", "refused"), "decided_at", "member_id"),
    Signature("engagements_offer", engagements.OFFER_FIRST, "created_at", "made_by_id", only_new=True),
    Signature("engagements_offer", ("in_review",), "submitted_at"),
    Signature("engagements_offer", ("sent",), "sent_at", "sent_by_id"),
    Signature("engagements_offer", engagements.ENDED, "decided_at", "decided_by_id"),
    Signature("engagements_requisition", engagements.REQUISITION_FIRST, "created_at", "made_by_id", only_new=True),
    Signature("engagements_requisition", ("submitted",), "submitted_at"),
    Signature("engagements_requisition", ("approved", "rejected", "withdrawn"), "decided_at", "decided_by_id"),
    Signature("engagements_changerequest", engagements.CHANGE_FIRST, "created_at", "made_by_id", only_new=True),
    Signature("engagements_changerequest", ("submitted",), "submitted_at"),
    Signature("engagements_changerequest", ("approved", "rejected", "withdrawn"), "decided_at", "decided_by_id"),
    Signature("engagements_jobpost", engagements.POST_FIRST, "created_at", "made_by_id", only_new=True),
    Signature("engagements_jobpost", ("published",), "published_at"),
    Signature("engagements_jobpost", ("filled",), "filled_at"),
    Signature("engagements_jobpost", ("withdrawn",), "ended_at"),
    Signature("engagements_contract", engagements.CONTRACT_FIRST, "created_at", only_new=True),
    Signature("engagements_contract", ("signed",), "signed_at", "signed_by_id"),
    Signature("engagements_contract", ("started",), "started_at"),
    Signature("engagements_contract", ("ended",), "ended_at", "ended_by_id"),
    Signature("orders_wish", ("open",), "asked_at", "asked_by_id", only_new=True),
    Signature("orders_wish", ("answered",), "answered_at", "answered_by_id"),
    Signature("orders_wish", ("met",), "answered_at"),
    Signature("evidence_piece", ("accepted", "rejected"), "decided_at", "decided_by_id"),
    Signature("evidence_piece", ("withdrawn",), "decided_at"),
    Signature("invoices_invoice", ("received",), "received_at", "entered_by_id", only_new=True),
    Signature("matching_exception", ("accepted", "corrected", "rejected"), "settled_at", "settled_by_id"),
    Signature("orders_orderfinding", ("settled",), "settled_at", "settled_by_id"),
    Signature("payments_payment", ("released",), "released_at", "released_by_id"),
    Signature("payments_payment", ("initiated",), "initiated_at"),
    Signature("payments_payment", ("settled",), "settled_at"),
    Signature("payments_payment", ("failed", "cancelled", "reversed"), "ended_at", "ended_by_id"),
    Signature("remittances_remittance", ("stands",), "made_at", only_new=True),
    Signature("remittances_remittance", ("void",), "voided_at"),
    Signature("alerts_alert", ("stands",), "raised_at", only_new=True),
    Signature("alerts_alert", ("over",), "ended_at"),
    Signature("mail_message", ("waiting",), "made_at", "made_by_id", only_new=True),
    Signature("mail_message", ("sending",), "claimed_at"),
    Signature("mail_recipient", ("refused", "expired", "bounced"), "settled_at"),
    Signature("payments_refund", ("noted",), "noted_at", "noted_by_id", only_new=True),
    Signature("payments_refund", ("confirmed", "withdrawn"), "decided_at", "decided_by_id"),
    Signature("payments_writeoff", ("noted", "standing"), "noted_at", "noted_by_id", only_new=True),
    Signature("payments_writeoff", ("withdrawn", "reversed"), "ended_at", "ended_by_id"),
    *(
        Signature(f"{room}hold", ("lifted",), "lifted_at", "lifted_by_id")
        for room in ("parties_contractor", "orders_order", "invoices_invoice")
    ),
    *(
        Signature(f"{room}hold", ("standing",), "placed_at", "owner_id")
        for room in ("parties_contractor", "orders_order", "invoices_invoice")
    ),
    *(Signature(one.table, catalogue.FIRST, "added_at", only_new=True) for one in CATALOGUES),
    *(Signature(one.table, (catalogue.RETIRED,), "retired_at") for one in CATALOGUES),
)
