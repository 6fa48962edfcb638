"""How each verb's form on the record page becomes a call of its action."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.trail.action import Via
from counterfoil.lifecycle.orders import actions

from .door import version_said

Post = Mapping[str, str]


def _nothing(post: Post) -> dict[str, Any]:
    return {}


def _version(post: Post) -> dict[str, Any]:
    version = version_said(post)
    return {} if version is None else {"version": version}


def _what_was_shown(post: Post) -> dict[str, Any]:
    return {"shown": post.get("shown", "")}


def _reason(post: Post) -> dict[str, Any]:
    return {"reason": post.get("reason", "")}


def _reason_and_replacement(post: Post) -> dict[str, Any]:
    return _reason(post) | {"replace": "replace" in post}


@dataclass(frozen=True)
class Form:
    """One verb's form: the action, what it reads from the form, how it looks and what is said afterwards.

    `asks` is the question that stands before the deed, `reasoned` whether it is answered in words, else with the button
    `yes`; a verb that asks nothing is done by its button alone.
    """

    run: Callable[..., dict[str, Any]]
    read: Callable[[Post], dict[str, Any]]
    icon: str
    done: Any
    asks: Any = ""
    hint: Any = ""
    reasoned: bool = False
    yes: Any = ""
    danger: bool = False
    replaces: bool = False


def _for_a_reason(run: Callable[..., dict[str, Any]], icon: str, asks: Any, done: Any) -> Form:
    return Form(run, _reason, icon, done, asks, reasoned=True, danger=True)


_APPROVE_HINT = _("You approve exactly what this page shows.")
_ISSUE_HINT = _("Deals the number and freezes the document. This can't be undone, only cancelled.")
_DISCARD_ASKS = _("Discard this draft? It disappears from the lists for good; the trail keeps it.")
_CANCEL = _for_a_reason(
    actions.cancel, "ban", _("Why is it cancelled? This is final."), _("Cancelled. It stays on the record.")
)
_REJECT_ASKS = _("Why do you reject it? The requester reads this.")
_WITHDRAW_DONE = _("The approval is withdrawn. It is a draft again.")

FORMS = {
    "submit": Form(actions.submit, _version, "send", _("Submitted. Its approvers see it on their desks.")),
    "approve": Form(
        actions.approve, _what_was_shown, "check", _("Approved. Your yes is on the record."), hint=_APPROVE_HINT
    ),
    "issue": Form(
        actions.issue,
        _nothing,
        "shield-check",
        _("Issued. The number is dealt and the document is frozen with it."),
        hint=_ISSUE_HINT,
    ),
    "revise": Form(actions.revise, _nothing, "pencil", _("It is a draft again.")),
    "recall": Form(actions.recall, _nothing, "arrow-back-up", _("Recalled. It is a draft again.")),
    "reject": _for_a_reason(actions.reject, "x", _REJECT_ASKS, _("Rejected. The requester reads your reason.")),
    "withdraw": _for_a_reason(actions.withdraw, "arrow-back-up", _("Why is the approval taken back?"), _WITHDRAW_DONE),
    "cancel": replace(_CANCEL, read=_reason_and_replacement, replaces=True),
    "discard": Form(
        actions.discard,
        _version,
        "trash",
        _("The draft is discarded."),
        _DISCARD_ASKS,
        yes=_("Yes, discard it"),
        danger=True,
    ),
}


def perform(verb: str, by: Member, at: datetime, via: Via, order_id: UUID, post: Post) -> dict[str, Any]:
    """Do a verb with what its form said. Raises what the action raises."""
    form = FORMS[verb]
    return form.run(by=by, at=at, via=via, order_id=order_id, **form.read(post))
