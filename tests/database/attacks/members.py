"""The company's own member: one, with one role that it keeps."""

from ..siege import Attack

_GIVEN = (
    'INSERT INTO companies_right (id, company_id, member_id, role, "only") '
    "SELECT gen_random_uuid(), company_id, member_id, '{0}', '{{}}' FROM companies_right WHERE {1}"
)
_ONE_SYSTEM = ("trigger right_system", "unique right_one_system")
_NOBODY_ELSE = "the company's own member has one role, and nobody else has it"

_NARROWED = (
    'INSERT INTO companies_right (id, company_id, member_id, role, until, most, "only") '
    "SELECT gen_random_uuid(), company_id, member_id, '{0}', {1}, {2}, '{{}}' FROM companies_right WHERE member_id = %(earl)s"
)
_NAMES = (
    'INSERT INTO companies_right (id, company_id, member_id, role, "only") '
    "SELECT gen_random_uuid(), company_id, member_id, '{0}', {1} FROM companies_right WHERE member_id = %(earl)s"
)
_EACH_ONCE = "a right names each of its verbs once, in order"

MEMBERS = (
    Attack("own the company until a day", _NARROWED.format("owner", "'2030-01-01'", "null"), ("check right_ends",)),
    Attack("audit up to an amount", _NARROWED.format("auditor", "null", "500"), ("check right_bounded",)),
    Attack("approve up to nothing", _NARROWED.format("finance", "null", "0"), ("check right_bounded",)),
    Attack("audit until a day", _NARROWED.format("auditor", "'2030-01-01'", "null"), ()),
    *(
        Attack(f"be {role} for one verb alone", _NAMES.format(role, "'{view.save}'"), ("check right_whole",))
        for role in ("owner", "engineer", "contractor")
    ),
    Attack(
        "let the company's own member do one thing alone",
        'INSERT INTO companies_right (id, company_id, member_id, role, "only") '
        "SELECT gen_random_uuid(), company_id, id, 'system', '{mail.claim}' FROM companies_member WHERE id = %(earl)s",
        ("trigger right_system", "check right_whole", "unique right_one_system"),
        _NOBODY_ELSE,
    ),
    *(
        Attack(f"name {what} on a right", _NAMES.format("finance", said), ("trigger right_only",), _EACH_ONCE)
        for what, said in (
            ("nothing as a verb", "ARRAY['']"),
            ("null as a verb", "ARRAY[NULL]::text[]"),
            ("a verb twice", "'{payment.release,payment.release}'"),
            ("verbs out of order", "'{payment.release,invoice.void}'"),
            ("what is no verb", "'{*}'"),
        )
    ),
    Attack(
        "carry more by one's right",
        "UPDATE companies_right SET \"only\" = '{}' WHERE member_id = %(rex)s",
        ("grant UPDATE ON companies_right",),
    ),
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
