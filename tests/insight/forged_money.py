"""What is forged of second payments, advices and rates, as data."""

from .forged import Forgery

_AGAIN = (
    "INSERT INTO payments_payment SELECT (jsonb_populate_record(p, jsonb_build_object('id', {new}::uuid))).*"
    " FROM payments_payment p WHERE id = {payment}"
)
_WORD = (
    "INSERT INTO payments_twin (id, company_id, payment_id, contractor_id, currency, amount, day, reason, confirmed_by_id,"
    " confirmed_at) SELECT {new}, company_id, id, contractor_id, currency, amount, '2026-03-02', 'Two parts', {fay}, {now}"
    " FROM payments_payment WHERE id = {payment}"
)
_VOID = (
    "UPDATE remittances_remittance SET state = 'void', voided_at = {now}, void_on = '2026-03-02',"
    " void_sha256 = repeat('a', 64) WHERE payment_id = {sent}"
)
_RATE = "UPDATE catalogue_rate SET {0}, version = version + 1 WHERE id = {{rate}}"
_UNTRAILED = "row not as trailed"
OF_MONEY = (
    Forgery(
        "the same amount released once more to the same contractor",
        "payments_payment",
        _AGAIN,
        ("fay", "payment.release", "issued"),
        "guard payment_twin",
        "payment",
    ),
    Forgery(
        "a second payment confirmed in somebody else's name",
        "payments_twin",
        _WORD,
        ("otto", "payment.confirm_twin", "issued"),
        "twin",
        "twin",
    ),
    Forgery(
        "an advice that says something else",
        "remittances_remittance",
        "UPDATE remittances_remittance SET content = '{{}}' WHERE payment_id = {sent}",
        ("fay", "remittance.send", "issued"),
        "guard remittance_stands",
        "remittance",
    ),
    Forgery(
        "an advice made void though its payment stands",
        "remittances_remittance",
        _VOID,
        ("fay", "remittance.void", "issued"),
        "guard remittance_of_payment",
        "remittance",
    ),
    Forgery(
        "a rate corrected by an auditor",
        "catalogue_rate",
        _RATE.format("rate = 2"),
        ("otto", "rate.set", "issued"),
        "could",
        _UNTRAILED,
    ),
    Forgery(
        "a rate moved to another day",
        "catalogue_rate",
        _RATE.format("day = day + 1"),
        ("fay", "rate.set", "issued"),
        "guard rate_kept",
        _UNTRAILED,
    ),
)
