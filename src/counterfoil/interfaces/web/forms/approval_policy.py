"""The form of the approval policy: a line for each level."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.approvals.actions import PolicyValues
from counterfoil.foundation.companies.permissions import APPROVER, FINANCE, MANAGER, OWNER
from counterfoil.insight.verbs.role_words import ROLE_WORDS

from .declared import DocumentForm, Field, Lines

_CAN_APPROVE = {role: ROLE_WORDS[role] for role in (APPROVER, MANAGER, FINANCE, OWNER)}

APPROVAL_POLICY = DocumentForm(
    model=PolicyValues,
    template="web/settings/approval_form.html",
    above=(),
    lines=Lines(
        "levels",
        _("Levels"),
        (
            Field("from_amount", _("From this amount on")),
            Field("role", _("Somebody has to say yes who is"), options=_CAN_APPROVE),
        ),
        hint=_(
            "In the order in which they are asked, each of another person. The first starts from 0; two levels from the "
            "same amount are two steps."
        ),
        css="line-row level-row",
    ),
    below=(),
)
