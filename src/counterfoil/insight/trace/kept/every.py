"""Every table of which the trail keeps changes, by its name; and what a verb's subject is a row of."""

from collections.abc import Mapping

from .changerequest_tables import CHANGEREQUEST_TABLES
from .company_tables import COMPANY_TABLES
from .hiring_tables import HIRING_TABLES
from .kept import Kept, Thing
from .mail_tables import MAIL_TABLES
from .money_tables import MONEY_TABLES
from .order_tables import ORDER_TABLES
from .requisition_tables import REQUISITION_TABLES
from .wish_tables import WISH_TABLES

EVERY = (
    *(*COMPANY_TABLES, *HIRING_TABLES, *CHANGEREQUEST_TABLES, *REQUISITION_TABLES),
    *(*ORDER_TABLES, *WISH_TABLES, *MAIL_TABLES, *MONEY_TABLES),
)
TABLES: Mapping[str, Kept] = {one.table: one for one in EVERY}
THINGS: Mapping[str, Thing] = {one.table: one.thing for one in EVERY if one.thing}
SUBJECTS: Mapping[str, Kept] = {subject: one for one in EVERY for subject in one.subjects}
NOT_SAID: Mapping[str, str] = {
    "companies_view": "how one member looks at a list",
    "alerts_preference": "of what one member wants to be told",
    "alerts_digest": "what one member was told is in their mail, and when in its entry",
    "trail_batch": "what is done with each of its things has an entry of its own",
    "orders_counter": "the number that it dealt stands on its order",
}
"""Tables of which a page's trail says nothing, and why."""
NO_THING: Mapping[str, str] = {
    "batch": "what is done with each of its things has an entry of its own",
    "view": "how one member looks at a list",
    "alertpreference": "of what one member wants to be told",
}
"""Subjects of verbs that are no thing with a trail of its own, and why."""
