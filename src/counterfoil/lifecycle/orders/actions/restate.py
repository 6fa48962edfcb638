"""order.restate and order.revoke: the minter of a loaded order changes it, or takes it back."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.arriving import arrived, of_file, second
from counterfoil.foundation.documents.values import ArrivedFile
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.refusals import Reason, refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.trail.action import Stored, action

from .. import limits, loaded_rules, queries, versions
from ..loading import fresh_line, said_of, write_version
from ..models import ADJUSTMENT, DISCOUNT, Order, OrderFinding, OrderLine, Revision, RevisionLine
from ..stating import Stated, state
from ..values import LoadedLine, RestateValues
from ..versions import Issued

_Lines = list[tuple[OrderLine, LoadedLine]]


@action("order.restate", subject="order")
def restate(*, by: Member, at: datetime, order_id: UUID, values: RestateValues, file: ArrivedFile) -> Stored:
    """Follow a change by its minter. One that can't be followed changes nothing and stays on the order as a finding."""
    order = queries.locked(by, order_id)
    refuse_if(loaded_rules.own_money(order, by))
    issued, had = Issued(values.issued_on, values.sequence), versions.issued(order)
    first = versions.same_change(order, values.number, values.sequence, had)
    if first is not None:
        arrival = second(file, first, by=by, at=at)
        return Stored(order.id, order.stored() | {"became": "second"} | of_file(arrival), order_id=order.id)
    revision, says = queries.locked_lines(order)
    unclear = _unclear(order, says, values) + loaded_rules.later(issued, versions.standing(order, revision, had))
    if unclear:
        return _blocked(order, file, "change", unclear, by=by, at=at)
    lines = [said_of(order, line, said) for line, said in _lines_after(order, says, values)]
    stands = Stated(revision.all_charges, revision.sequential)
    stated = state(order, lines, values.charges, values.taxes, stands)
    net = revision.authorised + _reckoned(lines, stated) - _reckoned(says, stands) if values.net is None else values.net
    after: dict[OrderLine, RevisionLine | None] = {said.line: None for said in says} | {
        said.line: said for said in lines
    }
    reasons = loaded_rules.restate(order, net, after)
    if reasons:
        return _blocked(order, file, "change", reasons, by=by, at=at)
    arrival = arrived(file, by=by, at=at, became="change", became_id=order.id, order_id=order.id)
    dates = {"starts_on": values.starts_on or revision.starts_on, "ends_on": values.ends_on or revision.ends_on}
    write_version(order, Revision(company_id=order.company_id, net=net, **dates), lines, stated, arrival, at)
    told = {"became": "change"} | issued.told() | of_file(arrival)
    return Stored(order.id, order.stored() | told, order_id=order.id)


@action("order.revoke", subject="order")
def revoke(*, by: Member, at: datetime, order_id: UUID, file: ArrivedFile) -> Stored:
    """Follow a cancellation by its minter, while nothing hangs on the order; else it stays on it as a finding."""
    order = queries.locked(by, order_id)
    reasons = loaded_rules.revoke(order, queries.hanging_on(order))
    if reasons:
        return _blocked(order, file, "cancellation", reasons, by=by, at=at)
    arrival = arrived(file, by=by, at=at, became="cancellation", became_id=order.id, order_id=order.id)
    limits.clear(order)
    order.cancelled_at = order.updated_at = at
    move(order, "revoke")
    return Stored(order.id, order.stored() | {"became": "cancellation"} | of_file(arrival), order_id=order.id)


def _blocked(
    order: Order, file: ArrivedFile, kind: str, reasons: Sequence[Reason], *, by: Member, at: datetime
) -> Stored:
    """Somebody else's word is kept, with the reasons why it was not followed."""
    arrival = arrived(
        file, by=by, at=at, became="blocked", reasons=[reason.as_data() for reason in reasons], order_id=order.id
    )
    if order.is_loaded:
        note = " ".join(reason.words for reason in reasons)
        facts = {"order": order, "arrival": arrival, "kind": kind, "note": note, "found_at": at}
        OrderFinding.objects.create(company_id=order.company_id, **facts)
    return Stored(order.id, order.stored() | {"became": "blocked"} | of_file(arrival), order_id=order.id)


def _unclear(order: Order, says: Sequence[RevisionLine], values: RestateValues) -> list[Reason]:
    """Why the change can't be read in one way only."""
    stands = [said.line.reference for said in says]
    named = [*(line.reference for line in values.lines), *values.gone, *values.empty]
    reasons = loaded_rules.understood(order, values.currency, stands, named)
    if order.is_loaded:
        meant = [*(line.reference for line in values.lines if line.stands), *values.gone]
        reasons += loaded_rules.stand(stands, meant)
    return reasons


def _lines_after(order: Order, says: Sequence[RevisionLine], values: RestateValues) -> _Lines:
    """The lines as they stand, with what the change says of some of them. A line is known by its minter's own name."""
    known, out = {said.line.reference: said for said in says}, {*values.gone, *values.empty}
    named = {line.reference: line for line in values.lines}
    kept: _Lines = [
        (said.line, named.get(reference) or _as_said(said)) for reference, said in known.items() if reference not in out
    ]
    last = OrderLine.objects.within(order.company_id).filter(order_id=order.id).count()
    added = [line for line in values.lines if line.reference not in known]
    return kept + [(fresh_line(order, last + count, line), line) for count, line in enumerate(added, 1)]


def _reckoned(lines: Sequence[RevisionLine], stated: Stated) -> Decimal:
    """What lines, discounts and adjustments come to, whatever total is stated."""
    return sum((line.amount for line in lines), ZERO) + stated.sum_of(DISCOUNT) + stated.sum_of(ADJUSTMENT)


def _as_said(said: RevisionLine) -> LoadedLine:
    facts = {name: getattr(said, name) for name in LoadedLine.model_fields if name != "reference"}
    return LoadedLine(reference=said.line.reference, **facts)
