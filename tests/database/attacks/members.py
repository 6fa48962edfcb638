"""The company's own member: one, with one role that it keeps."""

from ..siege import Attack

_GIVEN = (
    "INSERT INTO companies_right (id, company_id, member_id, role) "
    "SELECT gen_random_uuid(), company_id, member_id, '{0}' FROM companies_right WHERE {1}"
)
_ONE_SYSTEM = ("trigger right_system", "unique right_one_system")
_NOBODY_ELSE = "the company's own member has one role, and nobody else has it"

_NARROWED = (
    "INSERT INTO companies_right (id, company_id, member_id, role, until, most) "
    "SELECT gen_random_uuid(), company_id, member_id, '{0}', {1}, {2} FROM companies_right WHERE member_id = %(earl)s"
)

MEMBERS = (
    Attack("own the company until a day", _NARROWED.format("owner", "'2030-01-01'", "null"), ("check right_ends",)),
    Attack("audit up to an amount", _NARROWED.format("auditor", "null", "500"), ("check right_bounded",)),
    Attack("approve up to nothing", _NARROWED.format("finance", "null", "0"), ("check right_bounded",)),
    Attack("audit until a day", _NARROWED.format("auditor", "'2030-01-01'", "null"), ()),
    Attack(
        "move the last day of one's right",
        "UPDATE companies_right SET until = '2030-01-01' WHERE member_id = %(earl)s",
        ("grant UPDATE ON companies_right",),
    ),
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
