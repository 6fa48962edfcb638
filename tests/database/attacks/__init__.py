"""The attacks of whoever can run SQL as the runtime role, and every guard that each of them meets."""

from .approvals import APPROVALS
from .ceiling import CEILING
from .frozen import FROZEN
from .numbers import NUMBERS
from .states import STATES
from .switches import SWITCHES
from .trail import GONE
from .walls import WALLS

ATTACKS = (*NUMBERS, *STATES, *APPROVALS, *FROZEN, *GONE, *CEILING, *WALLS, *SWITCHES)
