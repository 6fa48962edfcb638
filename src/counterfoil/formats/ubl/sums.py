"""The totals that a document prints."""

from decimal import Decimal

from .documents import Sums
from .elements import Element
from .rows import charges
from .values import EXACT, total, within


def sums(root: Element, name: str, currency: str) -> Sums:
    """The totals under that name. Charges and allowances are taken from the totals, or else added up from their rows."""
    charged, allowed = charges(root, currency)
    printed = next(iter(root.every(name)), Element(name, {}))
    stated_charged = printed.amount(currency, "ChargeTotalAmount")
    stated_allowed = printed.amount(currency, "AllowanceTotalAmount")
    charged = charged if stated_charged is None else stated_charged
    allowed = allowed if stated_allowed is None else stated_allowed
    return Sums(
        lines=printed.amount(currency, "LineExtensionAmount"),
        charges=within(EXACT.subtract(charged, allowed), "ChargeTotalAmount"),
        tax=_tax(root, currency),
        net=printed.amount(currency, "TaxExclusiveAmount"),
        gross=printed.amount(currency, "TaxInclusiveAmount"),
        prepaid=printed.amount(currency, "PrepaidAmount") or Decimal(0),
        rounding=printed.amount(currency, "PayableRoundingAmount") or Decimal(0),
        payable=printed.amount(currency, "PayableAmount"),
    )


def _tax(root: Element, currency: str) -> Decimal | None:
    """All taxes in the document's currency; the same tax once more in the tax office's currency is not added."""
    taxes = [one.figure("TaxAmount") for one in root.every("TaxTotal") if _in(one, currency)]
    stated = [tax for tax in taxes if tax is not None]
    return total(stated, "TaxAmount") if stated else None


def _in(tax: Element, currency: str) -> bool:
    amount = tax.first("TaxAmount")
    return amount is not None and amount.currency() in ("", currency)
