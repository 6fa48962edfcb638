"""A match policy in words: the preview of what it would let pass, and what one version says otherwise than another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterfoil.foundation.catalogue.models import PolicyVersion
from counterfoil.foundation.catalogue.tolerances import (
    AMOUNT,
    ATTRIBUTES,
    BOTH,
    EITHER,
    EXACT,
    OVER,
    PERCENT,
    QUANTITY,
    SMALL_DIFFERENCE,
    STRICT,
    UNLIMITED,
    Tolerated,
)
from counterfoil.foundation.kernel.canonical import plain_decimal
from counterfoil.foundation.kernel.written import written

ATTRIBUTE_WORDS: Mapping[str, object] = {
    "quantity": gettext_lazy("Quantity"),
    "unit_price": gettext_lazy("Unit price"),
    "line_amount": gettext_lazy("Amount of a line"),
    "tax": gettext_lazy("Tax"),
    "total": gettext_lazy("Total with tax"),
    "charges": gettext_lazy("Charges"),
    "small_difference": gettext_lazy("Small difference"),
}
_EXPECTED: Mapping[str, object] = {
    "quantity": gettext_lazy("what is left of the order, or of what was accepted"),
    "unit_price": gettext_lazy("the order's price"),
    "line_amount": gettext_lazy("quantity times price"),
    "tax": gettext_lazy("what the accepted rates give"),
    "total": gettext_lazy("the sum of lines and tax"),
    "charges": gettext_lazy("what the order names"),
}


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


@dataclass(frozen=True)
class Change:
    """One thing that a policy says otherwise, in words."""

    what: str
    before: str
    after: str


def in_words(said: Said) -> list[str]:
    """The whole policy, a sentence for each thing that it says, and one for all that it leaves to others."""
    sentences = [_ways(said), _allowance(said), _taxed(said)]
    sentences += [
        _lets(attribute, said.tolerances[attribute]) for attribute in ATTRIBUTES if attribute in said.tolerances
    ]
    silent = [str(ATTRIBUTE_WORDS[one]) for one in _EXPECTED if one not in said.tolerances]
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
        return _("The tax rates of your country are accepted.") if said.is_default else ""
    rates = _(", ").join(written("%(rate)s %%", {"rate": rate}) for rate in said.tax_rates)
    return _("Tax is accepted at: %(rates)s.") % {"rates": rates}


def _lets(attribute: str, one: Tolerated) -> str:
    """One tolerance as a sentence."""
    room = _room(one, attribute)
    if attribute == SMALL_DIFFERENCE:
        return _small(one, room)
    named = {"what": str(ATTRIBUTE_WORDS[attribute]), "expected": str(_EXPECTED[attribute]), "room": room}
    over = one.direction == OVER
    if one.kind == UNLIMITED:
        return _("%(what)s: whatever is billed passes.") % named
    if one.kind == EXACT:
        return (
            _("%(what)s: at most %(expected)s; less passes.") if over else _("%(what)s: exactly %(expected)s.")
        ) % named
    return (
        _("%(what)s: may be %(room)s above %(expected)s; less passes.")
        if over
        else _("%(what)s: may be %(room)s above or below %(expected)s.")
    ) % named


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


def earlier(act: PolicyVersion, history: Sequence[PolicyVersion]) -> PolicyVersion | None:
    """The version before it; where it makes its policy the company's, that of the policy that was."""
    own = next((one for one in history if (one.policy_id, one.version) == (act.policy_id, act.version - 1)), None)
    if own is not None and own.is_default == act.is_default:
        return own
    newest: dict[UUID, PolicyVersion] = {one.policy_id: one for one in history if one.set_at < act.set_at}
    return next((one for one in newest.values() if one.is_default), own)


def changes(before: PolicyVersion | None, after: PolicyVersion) -> Iterator[Change]:
    """What it says otherwise of how invoices are compared."""
    ways = {2: _("two-way"), 3: _("three-way"), None: _("not said")}
    if (before.ways if before else None) != after.ways:
        yield Change(_("Matching"), ways[before.ways if before else None], ways[after.ways])
    if (before.tax_rates if before else None) != after.tax_rates:
        yield Change(_("Rates of tax"), _rates(before.tax_rates if before else None), _rates(after.tax_rates))
    old, new = tolerances_of(before), tolerances_of(after)
    for attribute in sorted(old | new):
        figures = old.get(attribute, STRICT), new.get(attribute, STRICT)
        said, says = map(_tolerance, figures)
        if said != says:
            yield Change(str(ATTRIBUTE_WORDS[attribute]), said, says)


def all_changes(before: PolicyVersion | None, after: PolicyVersion) -> list[Change]:
    """The same, with what is allowed above an order, and whether it is the company's own policy."""
    found = list(changes(before, after))
    said, says = (one.allowance_percent if one else None for one in (before, after))
    if said != says:
        found.append(Change(_("Above the order"), _percent(said), _percent(says)))
    if after.is_default and not (before and before.is_default):
        found.append(Change(_("The company's own"), _("no"), _("yes")))
    elif before and before.is_default and not after.is_default:
        found.append(Change(_("The company's own"), _("yes"), _("no")))
    return found


def tolerances_of(version: PolicyVersion | None) -> dict[str, Tolerated]:
    """Its tolerances by attribute."""
    return {one.attribute: one for one in version.tolerances.all()} if version else {}


def _percent(figure: Decimal | None) -> str:
    return _("not said") if figure is None else f"{plain_decimal(figure)} %"


def _rates(rates: Sequence[Decimal] | None) -> str:
    return ", ".join(f"{plain_decimal(rate)} %" for rate in rates) if rates is not None else str(_("statutory"))


def _tolerance(one: Tolerated) -> str:
    """A tolerance in few words. An amount is in the invoice's currency, whichever that is."""
    percent, amount = (plain_decimal(figure) if figure is not None else "" for figure in (one.percent, one.amount))
    words = {
        "exact": _("exact"),
        "unlimited": _("unlimited"),
        "percent": _("up to %(percent)s %%"),
        "amount": _("up to %(amount)s"),
        "both": _("up to %(percent)s %% and %(amount)s"),
        "either": _("up to %(percent)s %% or %(amount)s"),
    }[one.kind]
    said = words % {"percent": percent, "amount": amount} if one.kind not in ("exact", "unlimited") else words
    return said + (_(", over only") if one.direction == "over" else "")
