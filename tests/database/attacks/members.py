"""The company's own member: one, with one role that it keeps."""

from ..siege import Attack

_GIVEN = (
    "INSERT INTO companies_right (id, company_id, member_id, role) "
    "SELECT gen_random_uuid(), company_id, member_id, '{0}' FROM companies_right WHERE {1}"
)
_ONE_SYSTEM = ("trigger right_system", "unique right_one_system")
_NOBODY_ELSE = "the company's own member has one role, and nobody else has it"

MEMBERS = (
    Attack(
        "be a second member of the company's own",
        _GIVEN.format("system", "member_id = %(rita)s"),
        _ONE_SYSTEM,
        _NOBODY_ELSE,
    ),
    Attack(
        "let the company's own member approve", _GIVEN.format("approver", "role = 'system'"), ("trigger right_system",)
    ),
    Attack(
        "take the role from the company's own member",
        "DELETE FROM companies_right WHERE role = 'system'",
        ("trigger right_system",),
        "the company's own member keeps its role",
    ),
)
