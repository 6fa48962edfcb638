"""Payment terms are terms, wherever they are kept: nobody keeps a line that no one could reckon by."""

from ..siege import Attack
from .writing import updated

_COMPANY = ("check company_terms",)


def _company(terms: str) -> str:
    return updated("companies_company", "company", f"payment_terms = '{terms}'")


def _contractor(terms: str) -> str:
    return updated("parties_contractor", "contractor", f"payment_terms = '{terms}'")


TERMS = (
    Attack("let a company's invoices be due by no terms", _company(""), _COMPANY),
    Attack("have terms in words of one's own", _company("soon"), _COMPANY),
    Attack("have terms of more than a year", _company("366 days"), _COMPANY),
    Attack("let an invoice be due on a day that no month has", _company("day 32"), _COMPANY),
    Attack("let two instalments fall on one day", _company("50%%: 30 days, 50%%: 30 days"), _COMPANY),
    Attack("leave a part of an invoice out of its terms", _company("50%%: 30 days, 49%%: 60 days"), _COMPANY),
    Attack("agree with a contractor on nothing that can be read", _contractor("30"), ("check contractor_terms",)),
    Attack(
        "draft an order by terms that can't be read",
        updated("orders_order", "draft", "payment_terms = '10%%: 30 days'"),
        ("check order_terms",),
    ),
    Attack(
        "change the terms of what is approved and issued",
        updated("orders_order", "issued", "payment_terms = '90 days'"),
        ("trigger order_issued", "trigger order_settled"),
        "orders_order is frozen since it is issued",
    ),
)
LAWFUL_TERMS = (
    Attack("pay in instalments", _company("50%%: 30 days, 50%%: day 15 from sent to next business day"), ()),
    Attack("switch the clock off", _company("unknown"), ()),
    Attack("have no terms of one's own", _contractor(""), ()),
    Attack("draft an order by other terms", updated("orders_order", "draft", "payment_terms = '60 days'"), ()),
)
