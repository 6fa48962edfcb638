"""What people call the verbs and how their forms speak, in the order in which a person would look for them."""

from django.utils.translation import gettext_lazy as _

from .catalogue_words import CATALOGUE
from .order_words import EVIDENCE, HOLD, LIFT, ORDER
from .payables_words import INVOICE, PAYMENT
from .saying import Ask, Say

PARTIES = {
    "document.file": Say(_("File a document")),
    "document.keep": Say(_("Keep in the receive log")),
    "company.upgrade": Say(_("Carry over what was set before")),
    "engagement.add": Say(
        _("Add an engagement"),
        icon="plus",
        ask={
            "title": Ask(_("What is it called?"), _("As in “Catalogue 2027”: orders belong to it.")),
            "team_id": _("Whose is it?"),
            "starts_on": _("First day, if it has one"),
            "ends_on": _("Last day, if it has one"),
        },
        done=_("Added. Orders can belong to it now."),
    ),
    "service.add": Say(_("Add a service")),
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
    "contractor.hold": Say(
        _("Put the contractor on hold"), icon="hourglass", ask=HOLD, done=_("The contractor is on hold.")
    ),
    "contractor.lift": Say(
        _("Lift the contractor's hold"), icon="arrow-back-up", ask=LIFT, done=_("The hold is lifted.")
    ),
}
WORDS: dict[str, Say] = {**ORDER, **EVIDENCE, **INVOICE, **PAYMENT, **PARTIES, **CATALOGUE}


def verb_words(verb: str) -> str:
    """A verb as a person reads it."""
    return str(WORDS[verb].name) if verb in WORDS else verb
