"""What the mail says by which somebody is invited. The link is put in as it goes out, and is kept nowhere."""

from counterfoil.foundation.companies.models import InvitationLink, Member

from .placeholders import filled
from .wording import INVITATION, wording


def worded(by: Member, invited: Member) -> dict[str, str]:
    """Subject and text, in the company's language; {link} stands where the link will be."""
    says = wording(INVITATION, by.company.locale)
    told = {"name": invited.name, "by": by.name, "company": by.company.name}
    # What is put in is read once more as the link is: it must not look like the place of one.
    told = {name: value.replace("{", "(").replace("}", ")") for name, value in told.items()}
    told["days"] = str(InvitationLink.DAYS)
    return {"subject": filled(says.subject, told), "text": filled(says.text, told)}
