"""How a mail is written down: as rows that wait. Nothing is sent here; a job reads them and delivers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from counterfoil.foundation.companies.models import Member

from .models import Message, Recipient


def write(by: Member, at: datetime, *, recipients: Sequence[str], **says: Any) -> Message:
    """A mail with its recipients, waiting to go out. Called inside a verb."""
    message: Message = Message.objects.create(
        company_id=by.company_id,
        made_by=by,
        made_at=at,
        next_at=at,
        number_of_recipients=len(recipients),
        **says,
    )
    Recipient.objects.bulk_create(
        Recipient(company_id=by.company_id, message=message, position=place, address=address)
        for place, address in enumerate(recipients, start=1)
    )
    return message
