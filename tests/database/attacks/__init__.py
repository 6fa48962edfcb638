"""The attacks of whoever can run SQL as the runtime role, and every guard that each of them meets.

Beside each group of the second half stand the nearest lawful steps, so that no guard stops what it should not.
"""

from .advances import ADVANCES, LAWFUL_ADVANCES
from .alerts import ALERTS, LAWFUL_ALERTS
from .approvals import APPROVALS
from .balances import BALANCES, FITTING, LAWFUL_BALANCES
from .catalogues import CATALOGUED, LAWFUL_CATALOGUED
from .ceiling import CEILING, LAWFUL_ORDERS
from .changes import CHANGES, LAWFUL_CHANGES
from .charges import CHARGES, LAWFUL_CHARGES
from .choosing import CHOOSING, LAWFUL_CHOOSING
from .claims import CLAIMS, LAWFUL_CLAIMS
from .contracts import CONTRACTS, LAWFUL_CONTRACTS, POSTS
from .corrections import CORRECTIONS, LAWFUL_CORRECTIONS, MOVED
from .covers import COVERS, CREDITS, LAWFUL_COVERS
from .custom import CUSTOM, LAWFUL_CUSTOM
from .documents import DOCUMENTS, LAWFUL_DOCUMENTS
from .evidence import EVIDENCE, LAWFUL_EVIDENCE
from .exceptions import EXCEPTIONS, LAWFUL_EXCEPTIONS
from .frozen import FROZEN
from .hiring import HIRING, LAWFUL_HIRING
from .instalments import INSTALMENTS, LAWFUL_INSTALMENTS
from .invited import INVITED, LAWFUL_INVITED
from .lists import BATCHES, VIEWS
from .loaded import LAWFUL_LOADED, LOADED
from .logos import LAWFUL_LOGOS, LOGOS
from .loosening import LAWFUL_LOOSENING, LOOSENING
from .mail import LAWFUL_MAIL, MAIL, SENT
from .members import MEMBERS
from .money import ALLOCATIONS, LAWFUL_MONEY, PAYMENTS
from .narrowed import LAWFUL_NARROWED, NARROWED
from .numbers import NUMBERS
from .parts import LAWFUL_PARTS, PARTS
from .people import LAWFUL_PEOPLE, PEOPLE
from .rates import LAWFUL_RATES, RATES
from .remittances import LAWFUL_REMITTANCES, REMITTANCES
from .requisitions import LAWFUL_REQUISITIONS, ORDERED, REQUISITIONS
from .reversals import LAWFUL_REVERSALS, REVERSALS
from .settings import HOLDS, LAWFUL_SETTINGS, SETTINGS
from .sharing import LAWFUL_SHARING, SHARING
from .states import STATES
from .surcharges import SURCHARGES
from .switches import SWITCHES
from .terms import LAWFUL_TERMS, TERMS
from .thresholds import LAWFUL_THRESHOLDS, THRESHOLDS
from .trail import GONE
from .twins import LAWFUL_TWINS, TWINS
from .versions import LAWFUL_VERSIONS, VERSIONS
from .walls import WALLS
from .wishes import LAWFUL_WISHES, RUN_OUT, WISHES
from .write_offs import LAWFUL_WRITE_OFFS, WRITE_OFFS

_FIRST_HALF = (
    *NUMBERS,
    *STATES,
    *APPROVALS,
    *FROZEN,
    *GONE,
    *CEILING,
    *WALLS,
    *SWITCHES,
    *PEOPLE,
    *INVITED,
    *MEMBERS,
    *VIEWS,
    *BATCHES,
    *MAIL,
    *SENT,
    *HIRING,
    *REQUISITIONS,
    *ORDERED,
    *CONTRACTS,
    *CHANGES,
    *POSTS,
)
_SECOND_HALF = (
    *SETTINGS,
    *LOGOS,
    *CATALOGUED,
    *CHARGES,
    *TERMS,
    *CUSTOM,
    *RATES,
    *HOLDS,
    *EVIDENCE,
    *CLAIMS,
    *INSTALMENTS,
    *CORRECTIONS,
    *MOVED,
    *COVERS,
    *CREDITS,
    *EXCEPTIONS,
    *PAYMENTS,
    *PARTS,
    *REVERSALS,
    *ALLOCATIONS,
    *REMITTANCES,
    *ALERTS,
    *THRESHOLDS,
    *WISHES,
    *RUN_OUT,
    *LOOSENING,
)
_MONEY = (*NARROWED, *FITTING, *BALANCES, *SURCHARGES, *WRITE_OFFS, *ADVANCES, *TWINS)
_ARRIVED = (*LOADED, *SHARING, *CHOOSING, *VERSIONS, *DOCUMENTS)
ATTACKS = (*_FIRST_HALF, *_SECOND_HALF, *_ARRIVED, *_MONEY)
LAWFUL = (
    *LAWFUL_NARROWED,
    *LAWFUL_HIRING,
    *LAWFUL_REQUISITIONS,
    *LAWFUL_CONTRACTS,
    *LAWFUL_CHANGES,
    *LAWFUL_WRITE_OFFS,
    *LAWFUL_TWINS,
    *LAWFUL_ADVANCES,
    *LAWFUL_ORDERS,
    *LAWFUL_PEOPLE,
    *LAWFUL_INVITED,
    *LAWFUL_MAIL,
    *LAWFUL_SETTINGS,
    *LAWFUL_LOGOS,
    *LAWFUL_CATALOGUED,
    *LAWFUL_CHARGES,
    *LAWFUL_TERMS,
    *LAWFUL_CUSTOM,
    *LAWFUL_RATES,
    *LAWFUL_EVIDENCE,
    *LAWFUL_CLAIMS,
    *LAWFUL_INSTALMENTS,
    *LAWFUL_CORRECTIONS,
    *LAWFUL_COVERS,
    *LAWFUL_EXCEPTIONS,
    *LAWFUL_MONEY,
    *LAWFUL_REMITTANCES,
    *LAWFUL_ALERTS,
    *LAWFUL_THRESHOLDS,
    *LAWFUL_WISHES,
    *LAWFUL_PARTS,
    *LAWFUL_REVERSALS,
    *LAWFUL_BALANCES,
    *LAWFUL_LOOSENING,
    *LAWFUL_LOADED,
    *LAWFUL_SHARING,
    *LAWFUL_CHOOSING,
    *LAWFUL_VERSIONS,
    *LAWFUL_DOCUMENTS,
)
