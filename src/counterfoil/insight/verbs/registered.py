"""Importing this registers every verb: whoever makes doors from the verbs needs all of them."""

from counterfoil.foundation.approvals import actions as approvals
from counterfoil.foundation.catalogue import actions as catalogue
from counterfoil.foundation.companies.actions import (
    add_service,
    change_company,
    invitations,
    keys,
    members,
    set_letterhead,
    set_terms,
    views,
)
from counterfoil.foundation.documents import actions as documents
from counterfoil.foundation.mail import actions as mail
from counterfoil.foundation.parties import actions as parties
from counterfoil.foundation.trail import actions as batches
from counterfoil.foundation.trail.action import VERBS
from counterfoil.lifecycle.alerts import actions as alerts
from counterfoil.lifecycle.engagements import actions as engagements
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.invoices import actions as invoices
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.remittances import actions as remittances

ROOMS = (
    batches,
    members,
    invitations,
    add_service,
    change_company,
    set_letterhead,
    set_terms,
    documents,
    keys,
    views,
    mail,
    approvals,
    catalogue,
    parties,
    engagements,
    orders,
    evidence,
    invoices,
    matching,
    payments,
    remittances,
    alerts,
)
__all__ = ["ROOMS", "VERBS"]
