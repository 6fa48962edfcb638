"""What the mail of an order is given, and what a server said of it."""

import re
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import BeforeValidator, Field, StringConstraints, field_validator

from counterfoil.foundation.kernel.values import Name, Quoted, Text, Values, problem

from .models import ADDRESS

MOST_RECIPIENTS = 10


def _an_address(text: Any) -> Any:
    """Its own words: a line break in an address would begin another line of the mail's head."""
    if isinstance(text, str) and any(sign in text.strip() for sign in "\r\n"):
        raise problem("line_break", _("An address stands in one line. Put each address by itself."))
    if isinstance(text, str) and not re.fullmatch(ADDRESS, text.strip()):
        raise problem(
            "address", _("Write the bare e-mail address, such as cleo@studio.example, with nothing around it.")
        )
    return text


Address = Annotated[
    str,
    StringConstraints(pattern=ADDRESS, max_length=254, to_lower=True, strip_whitespace=True),
    BeforeValidator(_an_address),
]
"""An address as a mail server takes it: nothing around it, and of letters only A to Z."""
Body = Annotated[Text, StringConstraints(min_length=1)]
Outcomes = Literal["waiting", "accepted", "refused", "expired", "perhaps"]


class MailValues(Values):
    """A mail as somebody has it sent: to whom, under which subject, and what it says."""

    recipients: Annotated[list[Address], Field(min_length=1, max_length=MOST_RECIPIENTS)]
    subject: Name
    text: Body

    @field_validator("recipients")
    @classmethod
    def _each_once(cls, recipients: list[str]) -> list[str]:
        return list(dict.fromkeys(recipients))


class Outcome(Values):
    """What became of one recipient in one attempt; `waiting` where it is tried again."""

    recipient_id: UUID
    state: Outcomes
    told: Quoted = ""
