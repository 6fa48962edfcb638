"""The verbs of what is agreed with contractors, and the only writers."""

from .changerequest import change_change, create_change, reject_change, revise_change, withdraw_change
from .contract import change_contract, create_contract, end_contract, sign_contract, start_contract
from .engagement import (
    EngagementChanges,
    EngagementValues,
    add_engagement,
    archive_engagement,
    change_engagement,
    unarchive_engagement,
)
from .hiring import set_hiring_policy
from .jobpost import change_post, create_post, publish_post, withdraw_post
from .offer import (
    accept_offer,
    approve_offer,
    change_offer,
    create_offer,
    decline_offer,
    recall_offer,
    reject_offer,
    send_offer,
    submit_offer,
    withdraw_offer,
)
from .programme import set_programme
from .requisition import (
    approve_requisition,
    change_requisition,
    create_requisition,
    reject_requisition,
    revise_requisition,
    submit_requisition,
    withdraw_requisition,
)
from .requisitionpolicy import set_requisition_policy

__all__ = [
    "EngagementChanges",
    "EngagementValues",
    "accept_offer",
    "add_engagement",
    "approve_offer",
    "approve_requisition",
    "archive_engagement",
    "change_change",
    "change_contract",
    "change_engagement",
    "change_offer",
    "change_post",
    "change_requisition",
    "create_change",
    "create_contract",
    "create_offer",
    "create_post",
    "create_requisition",
    "decline_offer",
    "end_contract",
    "publish_post",
    "recall_offer",
    "reject_change",
    "reject_offer",
    "reject_requisition",
    "revise_change",
    "revise_requisition",
    "send_offer",
    "set_hiring_policy",
    "set_programme",
    "set_requisition_policy",
    "sign_contract",
    "start_contract",
    "submit_offer",
    "submit_requisition",
    "unarchive_engagement",
    "withdraw_change",
    "withdraw_offer",
    "withdraw_post",
    "withdraw_requisition",
]
