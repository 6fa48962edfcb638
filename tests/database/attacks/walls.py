"""One company never reads, writes or points at another."""

from ..billed import TABLES
from ..siege import Attack
from .writing import ONE, copied, then, touched, updated

WALLS = (
    Attack("read another company's order", "SELECT FROM orders_order WHERE id = %(theirs)s", ("wall of orders_order",)),
    Attack(
        "edit another company's order", updated("orders_order", "theirs", "title = 'Ours'"), ("wall of orders_order",)
    ),
    Attack(
        "read another company's members",
        "SELECT FROM companies_member WHERE company_id = %(their_company)s",
        ("wall of companies_member",),
    ),
    Attack(
        "insert a row into another company",
        "INSERT INTO companies_team (id, company_id, name) VALUES (gen_random_uuid(), %(their_company)s, 'Spies')",
        ("wall of companies_team",),
    ),
    Attack(
        "enter something on another company's trail",
        copied("trail_entry", "entry", "'company_id', %(their_company)s"),
        ("wall of trail_entry",),
    ),
    Attack(
        "hand a row over to another company",
        "UPDATE companies_team SET company_id = %(their_company)s, name = 'Moved' WHERE company_id = %(company)s",
        (
            "wall of companies_team",
            "key engagement_team_same_company",
            "key order_team_same_company",
            "key offer_team_same_company",
            "key jobpost_team_same_company",
            "key requisition_team_same_company",
            "trigger team_trail",
        ),
        "a row stays in its company",
    ),
    Attack(
        "hand a row over to a company that is switched to meanwhile",
        then(
            f"INSERT INTO companies_team (id, company_id, name) VALUES ('{ONE}', %(company)s, 'Nobody')",
            touched("companies_team", "company_id = set_config('app.company', %(their_company)s::text, true)::uuid"),
        ),
        ("trigger team_trail",),
    ),
    Attack(
        "point a row at another company's",
        updated("orders_order", "draft", "contractor_id = %(their_contractor)s"),
        ("key order_contractor_same_company",),
    ),
    *(
        Attack(
            f"read another company's {table}",
            f"SELECT FROM {table} WHERE company_id = %(their_company)s",
            (f"wall of {table}",),
        )
        for table in TABLES
    ),
    Attack("look without a company", "RESET app.company; SELECT FROM orders_order", ("wall of orders_order",)),
)
