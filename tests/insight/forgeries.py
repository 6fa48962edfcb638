"""What is forged, as data: what the runtime role writes with a forged entry of its own, what the owner writes with the guards
off, and which guard refuses it or which check finds it. The page of forgeries holds the same table."""

from .forged import Forgery
from .forged_money import OF_MONEY

DIGEST = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
"""Of an empty document."""


def _step(who: str) -> str:
    return (
        f"UPDATE approvals_step SET state = 'given', member_id = {{{who}}}, decided_at = {{now}} WHERE approval_id ="
        " (SELECT approval_id FROM orders_order WHERE id = {pending})"
    )


_APPROVAL = (
    "INSERT INTO approvals_approval (id, company_id, verb, subject_id, digest, amount, currency, policy_id, requester_id,"
    " interested, state, version, opened_at) SELECT {new}, company_id, verb, subject_id, digest, amount, currency,"
    " policy_id, requester_id, INTERESTED, 'open', 1, {now} FROM approvals_approval WHERE subject_id = {large}"
)
_LEVELS = (
    _APPROVAL.replace("INTERESTED", "interested")
    + "; INSERT INTO approvals_step (id, company_id, approval_id, position, role, state, version, reason, by_requester)"
    " VALUES ({other}, {company}, {new}, 1, 'approver', 'waiting', 1, '', false)"
)
_NUMBER = (
    "UPDATE orders_order SET state = 'issued', number = 'PO-2026-00077', number_normal = 'PO202600077',"
    " contractor_code = 'POCLEO2-0077', issued_at = {now}, issued_on = '2026-03-02', document = '{{}}',"
    f" document_sha256 = '{DIGEST}' WHERE id = {{approved}}"
)
_RIGHT = (
    'INSERT INTO companies_right (id, company_id, member_id, role, "only")'
    " VALUES ({new}, {company}, {otto}, 'finance', '{{}}')"
)
_LAYOUT = (
    "INSERT INTO orders_layout (id, company_id, version, pattern, longest)"
    " VALUES ({new}, {company}, 9, 'X-{{YYYY}}-{{####}}', 12)"
)
_HOLD = "UPDATE orders_orderhold SET state = 'lifted', lifted_by_id = {cleo}, lifted_at = {now} WHERE id = {hold}"
_ACCEPT = (
    "UPDATE evidence_piece SET state = 'accepted', accepted_quantity = quantity, accepted_amount = 200,"
    " decided_by_id = {{{0}}}, decided_at = {{now}} WHERE submission_id = {{waiting}}"
)
_CLEAR = (
    "UPDATE matching_exception SET state = 'accepted', reason = 'Agreed', settled_at = {{now}}, settled_by_id = {{{0}}}"
    " WHERE id = {{exception}}"
)
_UNTRAILED = "row not as trailed"
_ORDER = "UPDATE orders_order SET {0} WHERE id = {{issued}}"


def _taken(name: str, who: str, verb: str) -> Forgery:
    """A step that somebody is said to have taken, who could not."""
    sql = _ORDER.format("updated_at = {now}")
    return Forgery(name, "orders_order", sql, (who, verb, "issued"), "could", _UNTRAILED, sql.replace("{now}", "now()"))


FORGERIES = (
    Forgery(
        "an approval given by the contractor",
        "approvals_step",
        _step("cleo"),
        ("cleo", "order.approve", "pending"),
        "guard step_separation",
        "state",
    ),
    Forgery(
        "an approval given by an auditor",
        "approvals_step",
        _step("otto"),
        ("otto", "order.approve", "pending"),
        "guard step_separation",
        "state",
    ),
    Forgery(
        "an approval said to be given by an approver, entered by an auditor",
        "approvals_step",
        _step("amir"),
        ("otto", "order.approve", "pending"),
        "could",
        "state",
    ),
    Forgery(
        "an approval that leaves out who is interested",
        "approvals_approval",
        _APPROVAL.replace("INTERESTED", "'{{}}'"),
        ("rita", "order.submit", "large"),
        "guard approval_interested",
        "levels",
    ),
    Forgery(
        "an approval that asks fewer levels than its amount needs",
        "approvals_approval",
        _LEVELS,
        ("rita", "order.submit", "large"),
        "levels",
        "levels",
        _APPROVAL.replace("INTERESTED", "interested"),
    ),
    Forgery(
        "evidence accepted by an auditor",
        "evidence_piece",
        _ACCEPT.format("otto"),
        ("otto", "evidence.accept", "issued"),
        "guard piece_accepted",
        "state",
    ),
    Forgery(
        "evidence accepted by whom it pays",
        "evidence_piece",
        _ACCEPT.format("cleo"),
        ("cleo", "evidence.accept", "issued"),
        "guard piece_accepted",
        "state",
    ),
    Forgery(
        "a hold lifted by whom it pays", "orders_orderhold", _HOLD, ("cleo", "order.lift", "issued"), "apart", "state"
    ),
    Forgery(
        "an exception accepted by an auditor",
        "matching_exception",
        _CLEAR.format("otto"),
        ("otto", "exception.accept", "issued"),
        "guard exception_accepted",
        "state",
    ),
    Forgery(
        "an exception accepted by who entered the invoice",
        "matching_exception",
        _CLEAR.format("petra"),
        ("petra", "exception.accept", "issued"),
        "guard exception_accepted",
        "state",
    ),
    Forgery(
        "a key moved to somebody else",
        "companies_apikey",
        "UPDATE companies_apikey SET member_id = {fay} WHERE id = {key}",
        ("olga", "key.create", "issued"),
        "guard apikey_made",
        _UNTRAILED,
    ),
    Forgery(
        "a member moved to somebody else's sign-in",
        "companies_member",
        "UPDATE companies_member SET user_id = (SELECT user_id FROM companies_member WHERE id = {otto}) WHERE id = {fay}",
        ("olga", "member.invite", "issued"),
        "guard member_person",
        _UNTRAILED,
    ),
    Forgery(
        "the title of an issued order changed",
        "orders_order",
        _ORDER.format("title = 'Another'"),
        ("rita", "order.change", "issued"),
        "guard order_shared",
        _UNTRAILED,
    ),
    Forgery(
        "the notes of an issued order changed",
        "orders_order",
        _ORDER.format("notes = 'Another'"),
        ("fay", "order.attach", "issued"),
        "written",
        _UNTRAILED,
    ),
    Forgery(
        "an issued order hidden",
        "orders_order",
        _ORDER.format("discarded = true"),
        ("rita", "order.discard", "issued"),
        "guard order_issued",
        _UNTRAILED,
    ),
    Forgery(
        "the version of an issued order turned back",
        "orders_order",
        _ORDER.format("version = 1"),
        ("fay", "order.attach", "issued"),
        "written",
        _UNTRAILED,
    ),
    Forgery(
        "the version of an order raised by what raises none",
        "orders_order",
        _ORDER.format("version = version + 1"),
        ("fay", "payment.release", "issued"),
        "written",
        _UNTRAILED,
    ),
    Forgery(
        "a number that the counter did not deal",
        "orders_order",
        _NUMBER,
        ("iris", "order.issue", "approved"),
        "dealt",
        "state",
    ),
    Forgery(
        "an order issued by a manager", "orders_order", _NUMBER, ("rita", "order.issue", "approved"), "could", "state"
    ),
    Forgery(
        "a layout set by a manager", "orders_layout", _LAYOUT, ("rita", "layout.set", "issued"), "could", _UNTRAILED
    ),
    Forgery(
        "a right given to oneself", "companies_right", _RIGHT, ("otto", "member.grant", "issued"), "could", _UNTRAILED
    ),
    Forgery(
        "a right given by a verb that gives none",
        "companies_right",
        _RIGHT,
        ("olga", "company.change", "issued"),
        "written",
        _UNTRAILED,
    ),
    Forgery(
        "separation switched off by another verb",
        "companies_company",
        "UPDATE companies_company SET separation = false WHERE id = {company}",
        ("olga", "company.change", "issued"),
        "written",
        _UNTRAILED,
    ),
    _taken("a step taken by who was only invited", "vera", "order.close"),
    _taken("a step taken by who is gone", "gone", "order.close"),
    _taken("a step taken by a service that no service takes", "service", "order.lift"),
    _taken("a step taken with somebody else's key", "iris by key", "order.close"),
    _taken("a step taken with a key that was revoked", "iris by lost", "order.close"),
    _taken("a manager's step on an order of another team", "mona", "order.close"),
    _taken("a step taken by a right that is for other things", "rex", "order.close"),
    _taken("a verb that nobody has", "olga", "order.polish"),
    Forgery(
        "a dearer price on a matched invoice",
        "invoices_invoiceline",
        "UPDATE invoices_invoiceline SET unit_price = 250 WHERE invoice_id = {matched}",
        ("petra", "invoice.pair", "issued"),
        "guard invoiceline_settled",
        "compared",
    ),
    Forgery(
        "a payment that left in 1900",
        "payments_payment",
        "UPDATE payments_payment SET state = 'initiated', initiated_on = '1900-01-01', initiated_at = {now} WHERE id = {payment}",
        ("fay", "payment.initiate", "issued"),
        "guard payment_fits",
        "payment",
    ),
    *OF_MONEY,
)
