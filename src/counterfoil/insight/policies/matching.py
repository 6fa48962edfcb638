"""A match policy in words: what it lets pass, whether it stands or is only being typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterfoil.foundation.catalogue.models import PolicyVersion
from counterfoil.foundation.catalogue.tolerances import (
    AMOUNT,
    BOTH,
    EITHER,
    EXACT,
    OVER,
    PERCENT,
    QUANTITY,
    SMALL_DIFFERENCE,
    UNLIMITED,
    Tolerated,
)
from counterfoil.foundation.kernel.written import written


@dataclass(frozen=True)
class Attribute:
    """One thing that is compared: what it is called, and what it is compared with."""

    name: str
    words: Any
    expected: Any
    one_way: bool = False
    """Whether less passes in any case: as of a quantity, which is billed part by part."""

    def __str__(self) -> str:
        return str(self.words)


ATTRIBUTES = (
    Attribute(
        "quantity", gettext_lazy("Quantity"), gettext_lazy("what is left of the order, or of what was accepted"), True
    ),
    Attribute("unit_price", gettext_lazy("Unit price"), gettext_lazy("the order's price")),
    Attribute("line_amount", gettext_lazy("Amount of a line"), gettext_lazy("quantity times price")),
    Attribute("tax", gettext_lazy("Tax"), gettext_lazy("what the accepted rates give"), True),
    Attribute("total", gettext_lazy("Total with tax"), gettext_lazy("the sum of lines and tax")),
    Attribute("charges", gettext_lazy("Charges"), gettext_lazy("nothing, since orders name none"), True),
    Attribute("small_difference", gettext_lazy("Small difference"), gettext_lazy("what rounding leaves")),
)
"""In the order in which a person would look for them."""
BY_NAME = {one.name: one for one in ATTRIBUTES}


@dataclass(frozen=True)
class Said:
    """What a policy says, whether it stands or is only being typed."""

    ways: int | None = None
    allowance_percent: Decimal | None = None
    tax_rates: Sequence[Decimal] | None = None
    is_default: bool = False
    tolerances: Mapping[str, Tolerated] = field(default_factory=dict)

    @classmethod
    def by(cls, version: PolicyVersion) -> "Said":
        """What a version says."""
        rates = version.tax_rates
        return cls(version.ways, version.allowance_percent, rates, version.is_default, tolerances_of(version))


def in_words(said: Said) -> list[str]:
    """The whole policy, a sentence for each thing that it says, and one for all that it leaves to others."""
    sentences = [_ways(said), _allowance(said), _taxed(said)]
    sentences += [_lets(one, said.tolerances[one.name]) for one in ATTRIBUTES if one.name in said.tolerances]
    silent = [str(one) for one in ATTRIBUTES if one.name not in {SMALL_DIFFERENCE, *said.tolerances}]
    if silent:
        own = _("Exact, because nothing is said of it: %(what)s.")
        others = _("Left to the company's own policy, and exact where that says nothing: %(what)s.")
        sentences.append((own if said.is_default else others) % {"what": ", ".join(silent)})
    if SMALL_DIFFERENCE not in said.tolerances and said.is_default:
        sentences.append(_("What rounding leaves passes: at most five of the currency's smallest coins in a document."))
    return [one for one in sentences if one]


def _ways(said: Said) -> str:
    if said.ways is None and not said.is_default:
        return _("Whether evidence has to be accepted first is left to the company's own policy.")
    if said.ways == 2:
        return _("Invoices are compared with the order alone (two-way); no evidence is asked for.")
    return _("Invoices are compared with the order and with what was accepted (three-way).")


def _allowance(said: Said) -> str:
    if said.allowance_percent is None and not said.is_default:
        return ""
    if not said.allowance_percent:
        return _("Nothing is billed above the order.")
    sentence = _("Orders are approved with %(percent)s %% above them, and so much may be billed.")
    return written(sentence, {"percent": said.allowance_percent})


def _taxed(said: Said) -> str:
    if said.tax_rates is None:
        return _("The tax rates of your country and of the contractor's are accepted.") if said.is_default else ""
    rates = _(", ").join(written("%(rate)s %%", {"rate": rate}) for rate in said.tax_rates)
    return _("Tax is accepted at: %(rates)s.") % {"rates": rates}


def _lets(attribute: Attribute, one: Tolerated) -> str:
    """One tolerance as a sentence."""
    room = _room(one, attribute.name)
    if attribute.name == SMALL_DIFFERENCE:
        return _small(one, room)
    named = {"what": str(attribute), "expected": str(attribute.expected), "room": room}
    over = attribute.one_way or one.direction == OVER
    if one.kind == UNLIMITED:
        return _("%(what)s: whatever is billed passes.") % named
    if one.kind == EXACT:
        upward, exactly = _("%(what)s: at most %(expected)s; less passes."), _("%(what)s: exactly %(expected)s.")
        return (upward if over else exactly) % named
    upward = _("%(what)s: may be %(room)s above %(expected)s; less passes.")
    both = _("%(what)s: may be %(room)s above or below %(expected)s.")
    return (upward if over else both) % named


def _small(one: Tolerated, room: str) -> str:
    if one.kind == UNLIMITED:
        return _("What rounding leaves passes: at most five of the currency's smallest coins in a document.")
    if one.kind == EXACT:
        return _("Not even what rounding leaves passes.")
    return _("A document may be off by %(room)s of its amount, and nobody argues about it.") % {"room": room}


def _room(one: Tolerated, attribute: str) -> str:
    """How far: an amount is in the invoice's currency, whichever that is; of a quantity it is so many units."""
    if one.kind in (EXACT, UNLIMITED):
        return ""
    sentences = {
        PERCENT: _("up to %(percent)s %%"),
        AMOUNT: _("up to %(amount)s"),
        BOTH: _("up to %(percent)s %% or %(amount)s, whichever is smaller,"),
        EITHER: _("up to %(percent)s %% or %(amount)s, whichever is larger,"),
    }
    figure = written("%(amount)s", {"amount": one.amount or Decimal(0)})
    amount = (_("%(n)s units") if attribute == QUANTITY else _("%(n)s in the invoice's currency")) % {"n": figure}
    return written(sentences[one.kind], {"percent": one.percent or Decimal(0), "amount": amount})


def tolerances_of(version: PolicyVersion | None) -> dict[str, Tolerated]:
    """Its tolerances by attribute."""
    return {one.attribute: one for one in version.tolerances.all()} if version else {}
