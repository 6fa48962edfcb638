"""invoice.undo_set_off: what was set off against an invoice is a credit balance again."""

from counterfoil.foundation.kernel.prepared import row_of
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.invoices.models import Invoice

from .. import set_off_rules as rules
from ..models import SetOff
from ..set_off_cases import SetOffCase
from ..standing import taken_back


@action("invoice.undo_set_off", on=SetOffCase, rule=rules.undo_set_off)
def undo_set_off(case: SetOffCase, *, reason: Why) -> Stored:
    """Give credit balances and advances back that paid an invoice, alone or beside a payment that has arrived and stays.

    What they paid of it is open again; where nothing else paid it, it is looked at anew and can be made void.
    """
    rows = SetOff.objects.within(case.by.company_id).filter(id__in=[one.id for one in case.arrived])
    rows.update(live=False, ended_by=case.by, ended_at=case.at)
    invoice = row_of(Invoice, case.by.company_id, case.invoice.id)
    taken_back(invoice, by=case.by, at=case.at)
    return Stored(invoice.id, invoice.stored(), order_id=invoice.order_id, reason=reason)
