"""What a company has set of approval, numbers, matching and routes, for the pictures and for axe."""

from datetime import datetime
from decimal import Decimal

from counterfoil.foundation.approvals.actions import PolicyValues, set_policy
from counterfoil.foundation.catalogue.actions import MatchPolicyValues, load_rates, set_match_policy, set_rate
from counterfoil.foundation.catalogue.rates import EuroRate, RateValues
from tests.cast import Cast

LEVELS = [("0", "approver"), ("5000", "finance"), ("5000", "owner")]
PRICE = {"attribute": "unit_price", "kind": "both", "percent": "2", "amount": "10", "direction": "over"}


def match_policy(cast: Cast, at: datetime) -> str:
    """The id of a policy in two versions, that is nobody's yet: it changes nothing of what is matched."""
    for percent in ("2", "5"):
        tolerances = [PRICE | {"percent": percent}, {"attribute": "quantity", "kind": "exact"}]
        values = {"name": "Photographers", "ways": 2, "tolerances": tolerances, "tax_rates": ["0", "7", "19"]}
        made = set_match_policy(by=cast.olga, at=at, values=MatchPolicyValues.model_validate(values))
    return str(made["id"])


def rate(cast: Cast, at: datetime) -> str:
    """The id of a rate that was corrected, beside some that are the European Central Bank's."""
    quoted = {"USD": "1.0921", "JPY": "170.31", "CHF": "0.9512"}
    bank = [EuroRate(day=at.date(), currency=code, per_euro=Decimal(figure)) for code, figure in quoted.items()]
    load_rates(by=cast.fay, at=at, published=bank)
    for figure in ("1.17", "1.1712"):
        values = RateValues(currency="GBP", day=at.date(), rate=Decimal(figure))
        made = set_rate(by=cast.fay, at=at, values=values)
    return str(made["id"])


def policy_scenes(cast: Cast, at: datetime) -> dict[str, tuple[str, str, str]]:
    """Each picture's name: who looks, at which page, and what is done to it first."""
    policy_id, rate_id = match_policy(cast, at), rate(cast, at)
    levels = [{"from_amount": amount, "role": role} for amount, role in LEVELS]
    set_policy(by=cast.olga, at=at, values=PolicyValues.model_validate({"levels": levels}))
    return {
        "approval-policy": ("olga", "/settings/approval", ""),
        "approval-policy-edit": ("olga", "/settings/approval/edit", ""),
        "number-layout": ("iris", "/settings/numbers", ""),
        "number-layout-owner": ("olga", "/settings/numbers", ""),
        "matching": ("fay", "/settings/matching", ""),
        "matching-empty": ("mallory", "/settings/matching", ""),
        "match-policy": ("fay", f"/settings/matching/{policy_id}", ""),
        "match-policy-edit": ("fay", f"/settings/matching/{policy_id}/edit", ""),
        "routes": ("fay", "/settings/routes", ""),
        "rates": ("fay", "/settings/rates", ""),
        "rates-empty": ("mallory", "/settings/rates", ""),
        "rate": ("fay", f"/settings/rates/{rate_id}", ""),
        "rate-new": ("fay", "/settings/rates/new", ""),
        "rates-read": ("fay", "/settings/rates/read", ""),
    }
