"""What a company decides once, and the holds that it places."""

from ..siege import Attack
from .people import right
from .writing import ONE, copied, made, then, updated

POLICY = "catalogue_policyversion"
_NEXT = "'version', 2, 'set_at', now()"


def _version(changes: str) -> str:
    """A second version of the company's own policy, without tolerances."""
    return made(POLICY, "version", f"{_NEXT}, {changes}")


def _with(changes: str) -> str:
    """The same with a tolerance."""
    tolerance = copied("catalogue_tolerance", "tolerance", f"'version_id', '{ONE}', {changes}")
    return then(_version("'ways', 3"), tolerance)


_NEW_CONTRACTOR = "'code', 'NEW', 'match_policy_id', null, "

SETTINGS = (
    Attack("match one way", _version("'ways', 1"), ("check policyversion_ways",)),
    Attack("allow less than nothing", _version("'allowance_percent', -0.0001"), ("check policyversion_allowance",)),
    Attack(
        "have two policies of one name",
        copied("catalogue_matchpolicy", "policy", "'id', gen_random_uuid()"),
        ("unique matchpolicy_name_once",),
    ),
    Attack(
        "have two policies for the whole company",
        copied(POLICY, "other_version", f"{_NEXT}, 'is_default', true"),
        ("trigger policyversion_follows",),
        "one policy is the company's",
    ),
    Attack(
        "leave out a version of a policy",
        copied(POLICY, "version", "'version', 3, 'set_at', now()"),
        ("trigger policyversion_follows",),
        "a version follows the one before it, and every moment of one that is there",
    ),
    Attack(
        "set a policy before it was set last",
        copied(POLICY, "version", "'version', 2, 'set_at', now() - interval '100 years'"),
        ("trigger policyversion_follows",),
        "a version follows the one before it, and every moment of one that is there",
    ),
    Attack(
        "say a version twice",
        copied(POLICY, "version", "'set_at', now()"),
        ("trigger policyversion_follows", "unique policyversion_once"),
    ),
    Attack(
        "say that a version never loosened",
        updated(POLICY, "version", "loosens = false"),
        (f"grant UPDATE ON {POLICY}",),
    ),
    Attack("take back a version", f"DELETE FROM {POLICY} WHERE id = %(other_version)s", (f"grant DELETE ON {POLICY}",)),
    Attack(
        "tolerate more in a version that is there",
        copied("catalogue_tolerance", "tolerance", "'version_id', %(other_version)s, 'percent', 50"),
        ("trigger tolerance_with_version",),
        "the tolerances of a version are set with it",
    ),
    Attack(
        "widen a tolerance",
        updated("catalogue_tolerance", "tolerance", "percent = 50"),
        ("grant UPDATE ON catalogue_tolerance",),
    ),
    Attack(
        "replace a tolerance",
        "DELETE FROM catalogue_tolerance WHERE id = %(tolerance)s",
        ("grant DELETE ON catalogue_tolerance",),
    ),
    Attack(
        "tolerate an attribute twice",
        then(
            _with("'percent', 50"), copied("catalogue_tolerance", "tolerance", f"'version_id', '{ONE}', 'percent', 60")
        ),
        ("unique tolerance_once",),
    ),
    Attack("tolerate what nothing compares", _with("'attribute', 'mood'"), ("check tolerance_attribute",)),
    Attack(
        "tolerate in a way that there is not",
        _with("'kind', 'roughly', 'percent', null"),
        ("check tolerance_kind",),
    ),
    Attack("tolerate in a direction that there is not", _with("'direction', 'under'"), ("check tolerance_direction",)),
    Attack("tolerate a per cent without saying it", _with("'percent', null"), ("check tolerance_figures",)),
    Attack("tolerate less than nothing", _with("'percent', -1"), ("check tolerance_figures",)),
    Attack(
        "match a contractor by another policy without saying so",
        updated("parties_contractor", "contractor", "match_policy_id = %(policy)s"),
        ("trigger contractor_matched",),
        "the policy of a contractor follows its assignments",
    ),
    Attack(
        "add a contractor with a policy of its own",
        copied("parties_contractor", "contractor", "'code', 'NEW', 'member_id', null, 'match_policy_id', %(policy)s"),
        ("trigger contractor_matched",),
        "the policy of a contractor follows its assignments",
    ),
    Attack(
        "assign a policy before it was assigned last",
        copied("parties_assignment", "assignment", "'set_at', now() - interval '100 years'"),
        ("trigger assignment_follows",),
        "an assignment follows the one before it, and every version that is there",
    ),
    Attack(
        "say that an assignment never loosened",
        updated("parties_assignment", "assignment", "loosens = false"),
        ("grant UPDATE ON parties_assignment",),
    ),
    Attack(
        "route what nothing finds",
        copied("matching_route", "route", "'kind', 'mood'"),
        ("check route_kind",),
    ),
    Attack(
        "route into the past",
        copied("matching_route", "route", "'version', 2, 'working_days', -1"),
        ("check route_days",),
    ),
    Attack(
        "route one kind twice",
        copied("matching_route", "route", "'owner', 'owner'"),
        ("trigger route_follows", "unique route_once"),
        "a route follows the one before it, set by somebody at some moment",
    ),
    Attack(
        "route anonymously",
        copied("matching_route", "route", "'version', 2, 'set_by_id', null"),
        ("trigger route_follows",),
        "a route follows the one before it, set by somebody at some moment",
    ),
    Attack(
        "change a route",
        updated("matching_route", "route", "owner = 'owner'"),
        ("grant UPDATE ON matching_route",),
    ),
    Attack(
        "delete a policy",
        "DELETE FROM catalogue_matchpolicy WHERE id = %(policy)s",
        ("grant DELETE ON catalogue_matchpolicy", "key policyversion_policy_same_company"),
    ),
    Attack(
        "give a contractor another code",
        updated("parties_contractor", "contractor", "code = 'NEW'"),
        ("trigger contractor_stands",),
        "a contractor keeps its code",
    ),
    Attack(
        "sign in as a contractor in somebody's place",
        updated("parties_contractor", "contractor", "member_id = %(service)s"),
        ("trigger contractor_stands",),
        "a sign-in is taken from one before it is given to another",
    ),
    Attack(
        "sign in as a contractor without the role",
        copied("parties_contractor", "contractor", _NEW_CONTRACTOR + "'member_id', %(otto)s"),
        ("trigger contractor_stands",),
        "who signs in as a contractor has the role contractor",
    ),
    Attack(
        "pay oneself as a contractor",
        then(
            right("fay", "contractor"),
            copied("parties_contractor", "contractor", _NEW_CONTRACTOR + "'member_id', %(fay)s"),
        ),
        ("trigger contractor_stands",),
        "who approves or pays does not sign in as a contractor",
    ),
    Attack(
        "move an engagement to another contractor",
        "UPDATE engagements_engagement SET contractor_id = (SELECT id FROM parties_contractor WHERE code = 'CLEO') "
        "WHERE contractor_id = %(contractor)s",
        ("trigger engagement_stays",),
        "an engagement stays its contractor's",
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
    Attack("match two-way", _version("'ways', 2, 'allowance_percent', 0"), ()),
    Attack("tolerate nothing", _with("'percent', 0"), ()),
    Attack("tolerate an amount", _with("'kind', 'both', 'amount', 0"), ()),
    Attack("route for today", copied("matching_route", "route", "'version', 2, 'working_days', 0"), ()),
    Attack("match by no policy", copied("parties_assignment", "assignment", "'policy_id', null, 'set_at', now()"), ()),
    *(
        Attack(f"{verb} a {name}", sql, ())
        for name, room in _KINDS.items()
        for verb, sql in (
            ("place", copied(f"{room}_{name}", f"standing_{name}", "'scope', 'everything'")),
            ("lift", updated(f"{room}_{name}", f"standing_{name}", LIFTED)),
        )
    ),
)
