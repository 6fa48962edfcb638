"""Who loosens how invoices are matched tries to clear and to release by it, and to say that it was always so."""

from ..siege import Attack
from .claims import FRESH
from .money import pay
from .people import right
from .writing import copied, then, updated

_ACCEPT = "state = 'accepted', reason = 'Agreed', settled_at = now(), settled_by_id = "
_CLEARS, _RELEASES = (f"who loosened how an invoice is matched can not {what} it" for what in ("clear", "release"))
_JUDGED = "an invoice is judged when it is received, and never before it was last"


def _version(number: int, who: str, changes: str = "") -> str:
    """One more version of the company's own policy, by somebody who says that it does not loosen."""
    own = f"'version', {number}, 'set_at', now(), 'loosens', false, 'set_by_id', %({who})s{changes}"
    return copied("catalogue_policyversion", "version", own)


LOOSENING = (
    Attack(
        "accept a variance as who loosened how it is matched",
        updated("matching_exception", "disputed_exception", _ACCEPT + "%(olga)s"),
        ("trigger exception_accepted",),
        _CLEARS,
    ),
    Attack(
        "forge a version that does not loosen, and accept by it",
        then(
            _version(2, "fay", ", 'ways', 2"), updated("matching_exception", "disputed_exception", _ACCEPT + "%(fay)s")
        ),
        ("trigger exception_accepted",),
        _CLEARS,
    ),
    Attack(
        "release by what one has loosened, and set it back before",
        then(
            _version(2, "petra", ", 'ways', 2"),
            _version(3, "petra"),
            pay("matched", "10", ", 'released_by_id', %(petra)s"),
        ),
        ("trigger allocation_payable",),
        _RELEASES,
    ),
    Attack(
        "assign a looser policy, and release by it",
        then(
            copied("parties_assignment", "assignment", "'set_at', now(), 'contractor_id', %(contractor)s"),
            copied(
                "catalogue_policyversion",
                "other_version",
                "'version', 2, 'set_at', now(), 'ways', 2, 'set_by_id', %(petra)s",
            ),
            pay("matched", "10", ", 'released_by_id', %(petra)s"),
        ),
        ("trigger allocation_payable",),
        _RELEASES,
    ),
    Attack(
        "say that an invoice was judged before it was",
        updated("invoices_invoice", "matched", "judged_at = received_at - interval '1 day'"),
        ("trigger invoice_said",),
        _JUDGED,
    ),
    Attack(
        "take in an invoice that was judged by what comes later",
        copied("invoices_invoice", "matched", FRESH + ", 'number_normal', 'OTHER', 'judged_at', now()"),
        ("trigger invoice_said",),
        _JUDGED,
    ),
)

LAWFUL_LOOSENING = (
    Attack(
        "release after somebody else has loosened",
        then(_version(2, "petra", ", 'ways', 2"), pay("matched", "10")),
        (),
    ),
    Attack(
        "release after one has tightened",
        then(_version(2, "petra"), right("petra", "finance"), pay("matched", "10", ", 'released_by_id', %(petra)s")),
        (),
    ),
)
