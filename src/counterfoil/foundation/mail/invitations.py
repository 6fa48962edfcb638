"""What the mail says by which somebody is invited. The link is put in as it goes out, and is kept nowhere."""

from django.utils import translation
from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import InvitationLink, Member


def worded(by: Member, invited: Member) -> dict[str, str]:
    """Subject and text, in the company's language; {link} stands where the link will be."""
    with translation.override(by.company.locale):
        told = {
            "name": invited.name.replace("{", "(").replace("}", ")"),
            "by": by.name,
            "company": by.company.name,
            "days": InvitationLink.DAYS,
            "link": "{link}",
        }
        subject = _("%(by)s invites you to %(company)s") % told
        text = _(
            "Hello %(name)s,\n\n"
            "%(by)s invites you to work with the purchase orders of %(company)s.\n"
            "By this link you accept, and choose a password if you have none here:\n\n"
            "%(link)s\n\n"
            "It works once, and for %(days)s days. If you did not expect it, leave it: nothing happens.\n"
        )
        return {"subject": subject, "text": text % told}
