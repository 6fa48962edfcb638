"""What a company decides once, and the holds that it places."""

from ..siege import Attack
from .writing import copied, updated

SETTINGS = (
    Attack("match one way", updated("catalogue_matchpolicy", "policy", "ways = 1"), ("check matchpolicy_ways",)),
    Attack(
        "allow less than nothing",
        updated("catalogue_matchpolicy", "policy", "allowance_percent = -0.0001"),
        ("check matchpolicy_allowance",),
    ),
    Attack(
        "have two policies of one name",
        copied("catalogue_matchpolicy", "policy", "'is_default', false"),
        ("unique matchpolicy_name_once",),
    ),
    Attack(
        "have two policies for the whole company",
        copied("catalogue_matchpolicy", "policy", "'name', 'Another'"),
        ("unique matchpolicy_one_default",),
    ),
    Attack(
        "tolerate an attribute twice",
        copied("catalogue_tolerance", "tolerance", "'percent', 50"),
        ("unique tolerance_once",),
    ),
    Attack(
        "tolerate what nothing compares",
        updated("catalogue_tolerance", "tolerance", "attribute = 'mood'"),
        ("check tolerance_attribute",),
    ),
    Attack(
        "tolerate in a way that there is not",
        updated("catalogue_tolerance", "tolerance", "kind = 'roughly', percent = null"),
        ("check tolerance_kind",),
    ),
    Attack(
        "tolerate in a direction that there is not",
        updated("catalogue_tolerance", "tolerance", "direction = 'under'"),
        ("check tolerance_direction",),
    ),
    Attack(
        "tolerate a per cent without saying it",
        updated("catalogue_tolerance", "tolerance", "percent = null"),
        ("check tolerance_figures",),
    ),
    Attack(
        "tolerate less than nothing",
        updated("catalogue_tolerance", "tolerance", "percent = -1"),
        ("check tolerance_figures",),
    ),
    Attack(
        "route what nothing finds",
        updated("matching_route", "route", "kind = 'mood'"),
        ("check route_kind",),
    ),
    Attack("route into the past", updated("matching_route", "route", "working_days = -1"), ("check route_days",)),
    Attack("route one kind twice", copied("matching_route", "route", "'owner', 'owner'"), ("unique route_once",)),
    Attack(
        "delete a policy",
        "DELETE FROM catalogue_matchpolicy WHERE id = %(policy)s",
        ("grant DELETE ON catalogue_matchpolicy", "key tolerance_policy_same_company"),
    ),
    Attack(
        "have two contractors of one code",
        copied("parties_contractor", "contractor", "'name', 'Other', 'member_id', null"),
        ("unique contractor_code_once",),
    ),
)

_KINDS = {"contractorhold": "parties", "orderhold": "orders", "invoicehold": "invoices"}
LIFTED = "state = 'lifted', lifted_by_id = %(petra)s, lifted_at = now()"


def _on(name: str, room: str) -> tuple[Attack, ...]:
    """The same attacks on each of the three tables of holds."""
    table, standing, lifted = f"{room}_{name}", f"standing_{name}", f"lifted_{name}"
    return (
        Attack(
            f"shorten a {name}",
            updated(table, standing, "last_day = current_date"),
            (f"trigger {name}_placed",),
            f"{table} is frozen since it is standing",
        ),
        Attack(f"take a {name} over", updated(table, standing, "owner_id = %(fay)s"), (f"trigger {name}_placed",)),
        Attack(f"narrow a {name}", updated(table, standing, "scope = 'invoicing'"), (f"trigger {name}_placed",)),
        Attack(
            f"place a {name} that is lifted",
            copied(table, lifted, "'reason', 'Other'"),
            (f"trigger {name}_states",),
            f"{table} can not begin as lifted",
        ),
        Attack(
            f"let a lifted {name} stand again",
            updated(table, lifted, "state = 'standing', lifted_by_id = null, lifted_at = null"),
            (f"trigger {name}_ended", f"trigger {name}_states"),
        ),
        Attack(
            f"say that somebody else lifted a {name}",
            updated(table, lifted, "lifted_by_id = %(fay)s"),
            (f"trigger {name}_ended",),
            f"{table} is frozen since it is lifted",
        ),
        Attack(f"lift a {name} anonymously", updated(table, standing, "state = 'lifted'"), (f"check {name}_lifted",)),
        Attack(
            f"place a {name} on something else",
            copied(table, standing, "'scope', 'breathing'"),
            (f"check {name}_scope",),
        ),
        Attack(f"delete a {name}", f"DELETE FROM {table}", (f"grant DELETE ON {table}",)),
    )


HOLDS = tuple(attack for name, room in _KINDS.items() for attack in _on(name, room))

LAWFUL_SETTINGS = (
    Attack("match two-way", updated("catalogue_matchpolicy", "policy", "ways = 2, allowance_percent = 0"), ()),
    Attack("tolerate nothing", updated("catalogue_tolerance", "tolerance", "percent = 0"), ()),
    Attack("tolerate an amount", updated("catalogue_tolerance", "tolerance", "kind = 'both', amount = 0"), ()),
    Attack("replace a tolerance", "DELETE FROM catalogue_tolerance WHERE id = %(tolerance)s", ()),
    Attack("route for today", updated("matching_route", "route", "working_days = 0"), ()),
    *(
        Attack(f"{verb} a {name}", sql, ())
        for name, room in _KINDS.items()
        for verb, sql in (
            ("place", copied(f"{room}_{name}", f"standing_{name}", "'scope', 'everything'")),
            ("lift", updated(f"{room}_{name}", f"standing_{name}", LIFTED)),
        )
    ),
)
