"""The form of a match policy: a line for each attribute that may lie off."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.actions import MatchPolicyValues

from .declared import DocumentForm, Field, Lines
from .tolerances import DIRECTIONS, KINDS, WAYS, figures, rates_of, ways_of, written_number, written_rates

MATCH_POLICY = DocumentForm(
    model=MatchPolicyValues,
    template="web/settings/match_policy_form.html",
    above=(
        Field("name", _("Name"), _("By it people choose the policy."), "half"),
        Field("ways", _("What are invoices compared with?"), css="wide", options=WAYS, read=ways_of),
        Field(
            "allowance_percent", _("Above the order, in per cent"), _("Approved with each order, and billed."), "half"
        ),
        Field(
            "tax_rates",
            _("Tax rates that are accepted, in per cent"),
            _("As in “0; 7; 19”. Empty: those of your country, or what another policy says."),
            "half",
            read=rates_of,
            write=written_rates,
        ),
        Field("is_default", _("It is the company's own: it speaks wherever no other policy does."), css="wide"),
    ),
    lines=Lines(
        "tolerances",
        _("How far an invoice may lie off"),
        (
            Field("kind", _("How far"), options=KINDS),
            Field("percent", _("Per cent")),
            Field("amount", _("Amount"), write=written_number),
            Field("direction", _("In which direction"), start="both", options=DIRECTIONS),
        ),
        hint=_("The limit itself passes. Amounts are in the invoice's currency; of a quantity it is so many units."),
        css="line-row tolerance-row",
        about=lambda one: {"attribute": one.name},
        above="web/settings/attribute.html",
        checks=figures,
    ),
    below=(),
)
