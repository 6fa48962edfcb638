"""What people call the verbs and how their forms speak, in the order in which a person would look for them."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .catalogue_words import CATALOGUE
from .changerequest_words import CHANGEREQUEST
from .hiring_words import CONTRACT, JOB_POST, OFFER
from .mail_words import MAIL
from .order_words import EVIDENCE, HOLD, LIFT, ORDER
from .payables_words import INVOICE, PAYMENT
from .people_words import PEOPLE
from .policy_words import POLICIES
from .requisition_words import REQUISITION
from .saying import TERMS_HINT, Ask, Say
from .shared_words import SHARED
from .write_off_words import OF_INVOICE, OF_ORDER, WRITE_OFF

_TERMS = Ask(_("Payment terms of their orders"), format_lazy("{} {}", TERMS_HINT, _("Empty: the company's own.")))

COMPANY = {
    "company.create": Say(
        _("Make a company"),
        ask={
            "name": Ask(_("What is your company called?"), _("As it stands on your purchase orders.")),
            "currency": Ask(
                _("Which currency do you count in?"),
                _("Orders can be in any other; this one stays."),
                kind="choice",
            ),
            "timezone": Ask(
                _("Which time zone does it work in?"), _("Days and deadlines end at midnight there."), kind="choice"
            ),
            "owner_name": _("What is your own name?"),
            "owner_email": Ask(_("Your e-mail address"), _("You sign in with it.")),
        },
        done=_("Your company is there, and you are its owner."),
    ),
}
PARTIES = {
    "document.file": Say(_("File a document")),
    "document.keep": Say(_("Keep in the receive log")),
    "company.upgrade": Say(_("Carry over what was set before")),
    "contractor.add": Say(
        _("Add a contractor"),
        icon="plus",
        ask={
            "name": _("What is the contractor called?"),
            "code": Ask(_("Code"), _("1 to 12 letters and digits, for good: their own order codes are made from it.")),
            "currency": Ask(_("Currency that they usually bill in"), _("Three letters, as in EUR.")),
            "email": _("E-mail address, if known"),
            "address": Ask(_("Address"), _("It is printed on the orders that are issued from now on.")),
            "country": Ask(_("Country"), _("Two letters, as in AT. It says which taxes are expected.")),
            "language": Ask(_("Language of their orders"), _("As in de or en. Empty: the company's own.")),
            "payment_terms": _TERMS,
        },
        done=_("The contractor is added."),
    ),
    "contractor.change": Say(
        _("Change the contractor"),
        icon="pencil",
        ask={
            "name": _("What is the contractor called?"),
            "email": _("E-mail address, if known"),
            "address": Ask(_("Address"), _("What is issued already keeps the name and address it was issued with.")),
            "country": Ask(_("Country"), _("Two letters, as in AT. It says which taxes are expected.")),
            "language": Ask(_("Language of their orders"), _("As in de or en. Empty: the company's own.")),
            "payment_terms": _TERMS,
            "currency": Ask(
                _("Currency that they usually bill in"), _("What is ordered, invoiced and paid keeps its own.")
            ),
        },
        done=_("Changed. What is issued already keeps the words it was issued with."),
    ),
    "contractor.link": Say(
        _("Give them a sign-in"),
        icon="user",
        ask={
            "member_id": Ask(
                _("Who signs in as this contractor?"),
                _(
                    "A member with the role contractor, who neither approves nor pays. They see what is the contractor's."
                ),
                none=_(
                    "Nobody here has the role contractor alone. An owner invites them with that role under Members; they "
                    "can be chosen here at once."
                ),
            )
        },
        done=_("They see their orders, evidence and invoices from now on."),
    ),
    "contractor.unlink": Say(
        _("Take the sign-in away"),
        icon="ban",
        ask={
            "reason": Ask(
                _("Why is it taken away?"), _("The member stays, and sees nothing of the contractor's any more.")
            )
        },
        done=_("Taken away. The member is still here."),
        danger=True,
    ),
    "engagement.add": Say(
        _("Add an engagement"),
        icon="plus",
        ask={
            "title": Ask(_("What are they engaged for?"), _("As in “Catalogue 2027”: orders belong to it.")),
            "team_id": _("Whose is it?"),
            "starts_on": _("First day, if it has one"),
            "ends_on": _("Last day, if it has one"),
        },
        done=_("Added. Orders can belong to it now."),
    ),
    "engagement.archive": Say(
        _("Archive"),
        icon="files",
        question=_("Put it out of the way? Lists and pickers leave it out, and what was ordered runs on."),
        yes=_("Yes, archive it"),
        done=_("Archived. Search finds it, and so does the filter “Archived” of the list."),
    ),
    "engagement.unarchive": Say(
        _("Bring back from the archive"),
        icon="arrow-back-up",
        question=_("Offer it in lists and pickers again?"),
        yes=_("Yes, bring it back"),
        done=_("Back in lists and pickers."),
    ),
    "engagement.ask_for_order": Say(
        _("Ask for a PO"),
        icon="send",
        ask={
            "note": Ask(
                _("What should whoever orders know?"),
                _("You need not write anything: they see which engagement it is, and since when you wait."),
            )
        },
        done=_("Asked. It waits with those who order for this engagement, and you see here what becomes of it."),
        primary=True,
    ),
    "engagement.answer_wish": Say(
        _("Answer the contractor"),
        icon="pencil",
        ask={"reason": Ask(_("Why is there no PO yet?"), _("The contractor reads this."))},
        done=_("Answered. The contractor sees your words on their page of the engagement."),
    ),
    "engagement.change": Say(
        _("Change the engagement"),
        icon="pencil",
        ask={
            "title": _("What is it called?"),
            "team_id": Ask(_("Whose is it?"), _("What is ordered already stays with the team it was ordered for.")),
            "starts_on": _("First day, if it has one"),
            "ends_on": _("Last day, if it has one"),
        },
        done=_("Changed. What is issued already keeps the words it was issued with."),
    ),
    "party.identify": Say(
        _("Change the names in documents"),
        icon="pencil",
        ask={
            "identities": Ask(
                _("By which numbers and names do documents know this contractor?"),
                _(
                    "One to a line: what it is, a colon, and the number, as in “vat: DE 811 907 980”, "
                    "“gln: 4012345000009” or “name: Acme GmbH”. A number is told apart by its capitals and digits "
                    "alone, a name by its letters and digits."
                ),
                kind="lines",
            )
        },
        done=_("Noted. What comes from now on is known by these."),
    ),
    "contractor.archive": Say(
        _("Archive"),
        icon="files",
        question=_("Put them out of the way? Lists and pickers leave them out, and what was ordered runs on."),
        yes=_("Yes, archive them"),
        done=_("Archived. Search finds them, and so does the filter “Archived” of the list."),
    ),
    "contractor.unarchive": Say(
        _("Bring back from the archive"),
        icon="arrow-back-up",
        question=_("Offer them in lists and pickers again?"),
        yes=_("Yes, bring them back"),
        done=_("Back in lists and pickers."),
    ),
    "contractor.hold": Say(
        _("Put the contractor on hold"), icon="hourglass", ask=HOLD, done=_("The contractor is on hold.")
    ),
    "contractor.lift": Say(
        _("Lift the contractor's hold"), icon="arrow-back-up", ask=LIFT, done=_("The hold is lifted.")
    ),
}
ALERTS = {
    "alert.raise": Say(_("Raise alerts")),
    "alert.end": Say(_("Say that alerts are over")),
    "alert.tell": Say(_("Tell somebody of what is new")),
    "alert.see": Say(_("Seen"), icon="check", done=_("Seen. The alert is over for everybody.")),
    "alertpreference.set": Say(_("Choose of what one is told")),
}
VIEWS = {
    "batch.begin": Say(_("Do with many at once")),
    "batch.cancel": Say(_("Cancel what is done with many")),
    "view.save": Say(_("Save a view")),
    "view.change": Say(_("Change a view")),
    "view.remove": Say(_("Remove a view")),
    "view.arrange": Say(_("Choose columns")),
}
WORDS: dict[str, Say] = {
    **COMPANY,
    **JOB_POST,
    **REQUISITION,
    **OFFER,
    **CONTRACT,
    **CHANGEREQUEST,
    **ORDER,
    **SHARED,
    **OF_ORDER,
    **EVIDENCE,
    **INVOICE,
    **OF_INVOICE,
    **PAYMENT,
    **WRITE_OFF,
    **PARTIES,
    **PEOPLE,
    **MAIL,
    **POLICIES,
    **CATALOGUE,
    **VIEWS,
    **ALERTS,
}


def verb_words(verb: str) -> str:
    """A verb as a person reads it."""
    return str(WORDS[verb].name) if verb in WORDS else verb
