"""Who may do what: one table, verb → roles. A verb that is not here can be done by nobody.

This asks only whether a member may use a verb *anywhere*. Which rows is the queryset's answer (`visible`), and up to
what amount and separation are the rules'.
"""

OWNER = "owner"
ISSUER = "issuer"
MANAGER = "manager"
APPROVER = "approver"
PAYABLES = "payables"
FINANCE = "finance"
PO_ADMIN = "po_admin"
AUDITOR = "auditor"
ENGINEER = "engineer"
CONTRACTOR = "contractor"
SYSTEM = "system"

ROLES = (OWNER, ISSUER, MANAGER, APPROVER, PAYABLES, FINANCE, PO_ADMIN, AUDITOR, ENGINEER, CONTRACTOR)
"""The roles that a person can be given. `system` belongs to the company's own member alone."""

BOUNDED = frozenset({APPROVER, MANAGER, ISSUER, FINANCE})
"""The roles that can be given up to an amount: what they approve, issue or release at once."""

SERVICE_ROLES = frozenset({MANAGER, ISSUER, PAYABLES, CONTRACTOR, AUDITOR})
"""The roles that a service member can be given. What it may do by them is less than what a person may."""

_DRAFTERS = frozenset({MANAGER, ISSUER, OWNER})
_HOLDERS = frozenset({PAYABLES, FINANCE})
_LOADERS = frozenset({ISSUER, FINANCE, OWNER})
"""The issuer guards numbers, those too that were minted elsewhere: who pays is not the only one who can load."""
PERMITTERS = frozenset({FINANCE, PO_ADMIN, OWNER})
"""Who says what an order from elsewhere is for, until when, and who may use it."""
APPROVERS = frozenset({APPROVER, MANAGER, FINANCE, OWNER})
APPROVES_OR_PAYS = APPROVERS | _HOLDERS
"""Who decides on what contractors are to do and to get: none of them signs in as one."""

CATALOGUES = ("costcentre", "account", "project", "discount", "tax", "customfield")
"""What the verbs of a company's catalogues are called after: each of them has the same four."""

PERMISSIONS: dict[str, frozenset[str]] = {
    "company.change": frozenset({OWNER}),
    **dict.fromkeys(("letterhead.set", "logo.upload", "logo.remove"), frozenset({OWNER})),
    "team.add": frozenset({OWNER}),
    "team.change": frozenset({OWNER}),
    "member.invite": frozenset({OWNER}),
    "member.grant": frozenset({OWNER}),
    "member.revoke": frozenset({OWNER}),
    "member.hand_over": frozenset({OWNER}),
    "member.deactivate": frozenset({OWNER}),
    "invitation.renew": frozenset({OWNER}),
    "invitation.cancel": frozenset({OWNER}),
    "invitation.send": frozenset({OWNER}),
    "separation.set": frozenset({OWNER}),
    "service.add": frozenset({OWNER}),
    "key.create": frozenset(ROLES),
    "key.revoke": frozenset(ROLES),
    **dict.fromkeys(("view.save", "view.change", "view.remove", "view.arrange"), frozenset(ROLES)),
    **dict.fromkeys(("batch.begin", "batch.cancel"), frozenset(ROLES)),
    "policy.set": frozenset({OWNER}),
    "layout.set": frozenset({ISSUER}),
    "terms.set": frozenset({FINANCE, OWNER}),
    "mailtemplate.set": frozenset({OWNER, ISSUER}),
    **dict.fromkeys(("mail.claim", "mail.deliver", "mail.bounce", "mail.cancel"), frozenset({SYSTEM})),
    "contractor.add": frozenset({MANAGER, ISSUER, FINANCE, OWNER}),
    "contractor.archive": frozenset({MANAGER, ISSUER, FINANCE, OWNER}),
    "contractor.unarchive": frozenset({MANAGER, ISSUER, FINANCE, OWNER}),
    "contractor.change": frozenset({MANAGER, ISSUER, FINANCE, OWNER}),
    "contractor.link": frozenset({FINANCE, OWNER}),
    "contractor.unlink": frozenset({FINANCE, OWNER}),
    "engagement.add": frozenset({MANAGER, ISSUER, OWNER}),
    "engagement.archive": frozenset({MANAGER, ISSUER, OWNER}),
    "engagement.unarchive": frozenset({MANAGER, ISSUER, OWNER}),
    "engagement.change": frozenset({MANAGER, ISSUER, OWNER}),
    "engagement.ask_for_order": frozenset({CONTRACTOR}),
    "engagement.answer_wish": frozenset({MANAGER, ISSUER, OWNER}),
    **dict.fromkeys(
        ("offer.create", "offer.change", "offer.submit", "offer.send", "offer.recall", "offer.withdraw"), _DRAFTERS
    ),
    **dict.fromkeys(("offer.approve", "offer.reject"), APPROVERS),
    **{f"jobpost.{deed}": _DRAFTERS for deed in ("create", "change", "publish", "withdraw")},
    **{f"requisition.{deed}": _DRAFTERS for deed in ("create", "change", "submit", "revise", "withdraw")},
    **dict.fromkeys(("requisition.approve", "requisition.reject"), APPROVERS),
    **{f"changerequest.{deed}": _DRAFTERS for deed in ("create", "change", "submit", "revise", "withdraw")},
    **dict.fromkeys(("changerequest.approve", "changerequest.reject"), APPROVERS),
    **{f"contract.{deed}": _DRAFTERS for deed in ("create", "change", "sign", "start", "end")},
    **dict.fromkeys(("offer.accept", "offer.decline"), frozenset({CONTRACTOR})),
    "hiringpolicy.set": frozenset({OWNER}),
    "programme.set": frozenset({FINANCE, OWNER}),
    **{
        f"{thing}.{deed}": _DRAFTERS
        for thing in ("offer", "jobpost")
        for deed in ("choose_order", "add_order", "await_order")
    },
    "order.confirm": frozenset({FINANCE, OWNER}),
    "requisitionpolicy.set": frozenset({OWNER}),
    "order.create": _DRAFTERS,
    "order.change": _DRAFTERS,
    "order.submit": _DRAFTERS,
    "order.recall": _DRAFTERS,
    "order.revise": _DRAFTERS,
    "order.withdraw": _DRAFTERS,
    "order.discard": _DRAFTERS,
    "order.approve": APPROVERS,
    "order.reject": APPROVERS,
    "order.issue": frozenset({ISSUER}),
    "order.send": _DRAFTERS,
    "order.note_sent": _DRAFTERS,
    "mail.withdraw": _DRAFTERS,
    "order.cancel": _DRAFTERS,
    "order.archive": _DRAFTERS | {FINANCE},
    "order.unarchive": _DRAFTERS | {FINANCE},
    "order.close": _DRAFTERS | {FINANCE},
    "order.reopen": frozenset({ISSUER, OWNER, FINANCE}),
    "order.set_fields": frozenset({FINANCE, OWNER}),
    "order.set_thresholds": PERMITTERS,
    "runoutpolicy.set": frozenset({FINANCE, OWNER}),
    "order.set_notes": _DRAFTERS | {FINANCE},
    "order.load": _LOADERS,
    **dict.fromkeys(("order.load_shared", "order.load_many"), _LOADERS | {PO_ADMIN}),
    "order.edit": PERMITTERS,
    "order.permit": PERMITTERS,
    "order.share": _DRAFTERS | {FINANCE},
    "order.restate": _LOADERS,
    "order.revoke": _LOADERS,
    "order.attach": frozenset({FINANCE, OWNER, MANAGER}),
    "finding.settle": frozenset({FINANCE, OWNER}),
    "order.note_invoice": _DRAFTERS | _HOLDERS,
    "order.forget_invoice": _DRAFTERS | _HOLDERS,
    "order.hold": _HOLDERS | {MANAGER},
    "order.lift": _HOLDERS | {MANAGER},
    "contractor.match": frozenset({FINANCE, OWNER}),
    "contractor.hold": _HOLDERS,
    "contractor.lift": _HOLDERS,
    "matchpolicy.set": frozenset({FINANCE, OWNER}),
    "route.set": frozenset({FINANCE, OWNER}),
    "rate.set": frozenset({FINANCE, OWNER}),
    "rate.load": frozenset({FINANCE, OWNER, SYSTEM}),
    "evidence.submit": frozenset({CONTRACTOR, MANAGER}),
    "evidence.withdraw": frozenset({CONTRACTOR, MANAGER}),
    "evidence.correct": frozenset({CONTRACTOR, MANAGER}),
    "evidence.accept": _DRAFTERS,
    "evidence.reject": _DRAFTERS,
    "evidence.receive": frozenset({PAYABLES, FINANCE, MANAGER, OWNER}),
    "document.keep": frozenset({PAYABLES, FINANCE, MANAGER, ISSUER, OWNER, CONTRACTOR, SYSTEM}),
    "party.identify": frozenset({FINANCE, OWNER}),
    "invoice.receive": frozenset({PAYABLES, FINANCE, CONTRACTOR}),
    "invoice.correct": frozenset({PAYABLES, FINANCE, CONTRACTOR}),
    "invoice.match": frozenset({PAYABLES, FINANCE, SYSTEM}),
    "invoice.pair": frozenset({PAYABLES, FINANCE}),
    "invoice.reject": frozenset({PAYABLES, FINANCE}),
    "invoice.void": frozenset({PAYABLES, FINANCE}),
    "invoice.admit_duplicate": frozenset({PAYABLES, FINANCE}),
    "invoice.hold": _HOLDERS | {MANAGER},
    "invoice.lift": _HOLDERS | {MANAGER},
    "exception.accept": frozenset({PAYABLES, FINANCE, APPROVER}),
    "exception.assign": frozenset({PAYABLES, FINANCE, OWNER}),
    "payment.release": frozenset({FINANCE}),
    "payment.initiate": frozenset({FINANCE}),
    "payment.settle": frozenset({FINANCE}),
    "payment.fail": frozenset({FINANCE}),
    "payment.reverse": frozenset({FINANCE}),
    "payment.release_several": frozenset({FINANCE}),
    "payment.mark_paid": frozenset({FINANCE}),
    "payment.unlink": frozenset({FINANCE}),
    "payment.confirm_twin": frozenset({FINANCE}),
    "payment.cancel": frozenset({FINANCE}),
    "advance.request": frozenset({MANAGER, FINANCE, PAYABLES}),
    "invoice.undo_set_off": frozenset({FINANCE}),
    "refund.note": frozenset({FINANCE}),
    "refund.confirm": frozenset({FINANCE, PAYABLES, OWNER}),
    "refund.withdraw": frozenset({FINANCE, PAYABLES, OWNER}),
    **dict.fromkeys(("writeoff.note_invoice", "writeoff.note_balance", "writeoff.note_order"), frozenset({FINANCE})),
    "writeoff.approve": frozenset({FINANCE, OWNER}),
    "writeoff.withdraw": frozenset({FINANCE, OWNER}),
    "writeoff.reverse": frozenset({FINANCE}),
    "writeofflimit.set": frozenset({OWNER}),
    **dict.fromkeys(("remittance.advise", "remittance.void"), frozenset({SYSTEM})),
    "remittance.send": _HOLDERS,
    **dict.fromkeys(("alert.raise", "alert.end", "alert.tell"), frozenset({SYSTEM})),
    "alert.see": _DRAFTERS | {FINANCE},
    "alertpreference.set": frozenset(ROLES) - {CONTRACTOR},
    "document.file": frozenset({SYSTEM}),
    "company.verify": frozenset({AUDITOR, OWNER, FINANCE}),
    **{
        f"{one}.{deed}": frozenset({FINANCE, OWNER})
        for one in CATALOGUES
        for deed in ("add", "change", "retire", "restore")
    },
}

SERVICE_VERBS = frozenset(
    {
        "contractor.add",
        "engagement.add",
        "requisition.create",
        "requisition.change",
        "requisition.submit",
        "requisition.revise",
        "changerequest.create",
        "changerequest.change",
        "changerequest.submit",
        "changerequest.revise",
        "offer.create",
        "offer.change",
        "offer.submit",
        "offer.recall",
        "order.create",
        "order.change",
        "order.submit",
        "order.recall",
        "order.revise",
        "order.withdraw",
        "order.discard",
        "order.issue",
        "order.cancel",
        "order.close",
        "order.reopen",
        "order.load",
        "order.load_shared",
        "order.load_many",
        "order.share",
        "order.restate",
        "order.revoke",
        "order.attach",
        "order.hold",
        "contractor.hold",
        "invoice.hold",
        "evidence.submit",
        "evidence.withdraw",
        "evidence.correct",
        "evidence.receive",
        "document.keep",
        "invoice.receive",
        "invoice.correct",
        "invoice.match",
        "invoice.pair",
        "company.verify",
    }
)
"""All that a service member may do: bring, ask and stop. It never approves, rejects, accepts, clears, admits, lifts, releases
or sets anything: a verb that is not named here needs a person."""

BRINGS_ORDERS = frozenset({"order.create", "order.change", "order.submit", "order.cancel"})
BRINGS_BILLS = frozenset({"invoice.receive", "invoice.correct"})
"""What somebody else has to approve, and what somebody else has to clear."""

SEES_EVERY_ORDER = frozenset({OWNER, ISSUER, APPROVER, PAYABLES, FINANCE, AUDITOR, ENGINEER, SYSTEM})
"""Whoever has none of these sees only the orders of their own teams, or, as a contractor, their own."""


_READ_ALL = frozenset({AUDITOR, FINANCE, OWNER})
READERS: dict[str, frozenset[str]] = {
    "policy": _READ_ALL | {APPROVER, MANAGER},
    "programme": _READ_ALL | _DRAFTERS | {APPROVER},
    "requisitionpolicy": _READ_ALL | _DRAFTERS | {APPROVER},
    "hiringpolicy": _READ_ALL | _DRAFTERS | {APPROVER},
    "runoutpolicy": _READ_ALL | _DRAFTERS | {PAYABLES},
    "layout": _READ_ALL | {ISSUER},
    "mailtemplate": _READ_ALL | _DRAFTERS,
    "matchpolicy": _READ_ALL | {PAYABLES},
    "route": _READ_ALL | {PAYABLES},
    "checklist": _READ_ALL,
    "writeofflimit": _READ_ALL | {PAYABLES},
}
"""Who reads what the company has set, by what its verb is called after. Who asks for orders does not read how far from them
an invoice may lie."""


def may_read(roles: frozenset[str], setting: str) -> bool:
    """Whether these roles carry the reading of a setting."""
    return bool(READERS[setting] & roles)


def verbs_of(roles: frozenset[str]) -> frozenset[str]:
    """Every verb that these roles carry."""
    return frozenset(verb for verb, may in PERMISSIONS.items() if may & roles)


def may_approve(roles: frozenset[str]) -> bool:
    """Whether these roles carry the approve permission."""
    return bool(APPROVERS & roles)


def works_here(roles: frozenset[str]) -> bool:
    """Whether these roles are more than a contractor's, who sees what is their own and nothing else of the company."""
    return bool(roles - {CONTRACTOR})


def sees_dealings(roles: frozenset[str]) -> bool:
    """Whether these roles see with whom the company deals, on which terms and at which rates: everybody who works here, but a PO
    administrator, who sees purchase orders and nothing else of finance."""
    return bool(roles - {CONTRACTOR, PO_ADMIN})
