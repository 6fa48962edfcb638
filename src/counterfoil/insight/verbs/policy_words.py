"""The verbs in words by which a company says how it works: who approves, how numbers look, how invoices are matched."""

from django.utils.translation import gettext_lazy as _

from .saying import Ask, Say

POLICIES = {
    "policy.set": Say(_("Set the approval policy")),
    "layout.set": Say(
        _("Set this layout"),
        icon="pencil",
        ask={
            "pattern": Ask(
                _("How do the next numbers look?"),
                _(
                    "Your own letters, digits and signs around {#####}, a # for each digit of the counter. {YYYY}, {YY}, {MM} "
                    "and {DD} stand for the day of issue, and the counter begins anew with each."
                ),
            ),
            "longest": Ask(_("How many characters may a number have?"), _("As many as your other systems take.")),
        },
        done=_("It is set. The next order that is issued has such a number; those that have one keep it."),
    ),
    "matchpolicy.set": Say(_("Set a match policy")),
    "contractor.match": Say(
        _("Choose how they are matched"),
        icon="checks",
        ask={
            "match_policy_id": Ask(
                _("By which policy are their invoices matched?"),
                _("Where it says nothing of something, the company's own policy speaks."),
            )
        },
        done=_("Noted. It holds for everything that is matched from now on."),
    ),
    "route.set": Say(
        _("Set"),
        icon="pencil",
        ask={"owner": Ask(_("Who looks after it?")), "working_days": Ask(_("Due in working days"))},
        done=_("Noted. It holds for exceptions that arise from now on; those that are open stay where they are."),
    ),
    "rate.set": Say(
        _("Set a rate"),
        icon="coins",
        ask={
            "currency": Ask(_("Of which currency?"), _("Three letters, as in USD.")),
            "day": Ask(_("From which day on?"), _("Until a newer one is there, and for 31 days at most.")),
            "rate": Ask(_("How much of your own currency is one unit of it?"), _("At most ten decimals.")),
        },
        done=_("It is set. Orders that are made from now on take it; those that are there keep theirs."),
    ),
    "rate.load": Say(_("Take in published rates"), done=_("Taken in. Orders that are made from now on take them.")),
}
