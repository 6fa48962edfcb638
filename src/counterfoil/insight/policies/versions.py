"""What one version of a match policy says otherwise than another, in few words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from counterfoil.foundation.catalogue.models import PolicyVersion
from counterfoil.foundation.catalogue.tolerances import STRICT, Tolerated
from counterfoil.foundation.kernel.canonical import plain_decimal

from .matching import BY_NAME, tolerances_of


@dataclass(frozen=True)
class Change:
    """One thing that a policy says otherwise, in words."""

    what: str
    before: str
    after: str


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
            yield Change(str(BY_NAME[attribute]), said, says)


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
