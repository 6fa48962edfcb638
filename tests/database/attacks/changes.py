"""What a signed contract allows changes with a change request that was approved, says the same, and leaves its orders room."""

from ..siege import Attack
from .people import right
from .writing import ONE, copied, made, then, updated

_CHANGE, _CONTRACT = "engagements_changerequest", "engagements_contract"
_SHOWN = "document = '{}', document_sha256 = encode(sha256('{}'), 'hex')"
_AS_SUBMITTED = (
    "document = (SELECT document FROM engagements_changerequest WHERE id = %(submitted_change)s), "
    "document_sha256 = (SELECT document_sha256 FROM engagements_changerequest WHERE id = %(submitted_change)s)"
)
_BY_AMIR = "decided_by_id = %(amir)s, decided_at = now()"
_SAYS = "what a signed contract allows is changed by a change request that was approved, and says the same"
_ON_APPROVAL = "a change request is submitted on an approval of what it shows, and approved once that is given"
_WITHOUT = "a change request is decided by somebody, at some moment, and given up for a reason"


def _asked(interested: str, more: str = "") -> str:
    """An approval of the draft, as if it said what the submitted one says."""
    changes = f"'subject_id', %(draft_change)s, 'interested', {interested}{more}"
    return made("approvals_approval", "change_approval", changes)


def _submitted(more: str = "") -> str:
    shown = updated(_CHANGE, "draft_change", _AS_SUBMITTED)
    return then(shown, updated(_CHANGE, "draft_change", f"state = 'submitted', approval_id = '{ONE}'{more}"))


_ALONE = "to_jsonb(ARRAY[%(rita)s::uuid])"
_EVERYBODY = "to_jsonb(ARRAY[%(rita)s::uuid, %(cleo)s::uuid])"
_GIVEN = then(
    updated("approvals_step", "change_step", "state = 'given', member_id = %(amir)s, decided_at = now()"),
    updated("approvals_approval", "change_approval", "state = 'given', closed_at = now()"),
)
_APPROVED = then(_GIVEN, updated(_CHANGE, "submitted_change", f"state = 'approved', {_BY_AMIR}"))
CHANGES = (
    Attack(
        "allow more than was signed",
        updated(_CONTRACT, "agreed_contract", "amount = 9000, version = version + 1"),
        ("trigger contract_changed",),
        _SAYS,
    ),
    Attack(
        "allow more once it is started",
        then(
            updated(_CONTRACT, "agreed_contract", "state = 'started', started_at = now()"),
            updated(_CONTRACT, "agreed_contract", "ends_on = '2099-12-31', version = version + 1"),
        ),
        ("trigger contract_changed",),
        _SAYS,
    ),
    Attack(
        "allow what is asked for before it is approved",
        updated(_CONTRACT, "submitted_change_contract", "amount = 3000, version = version + 1"),
        ("trigger contract_changed",),
        _SAYS,
    ),
    Attack(
        "allow otherwise than was approved",
        then(
            _APPROVED,
            updated(_CONTRACT, "submitted_change_contract", "amount = 9000, version = version + 1"),
        ),
        ("trigger contract_changed",),
        _SAYS,
    ),
    Attack(
        "take back what was approved",
        updated(_CONTRACT, "approved_change_contract", "amount = 2000, version = version + 1"),
        ("trigger contract_changed",),
        _SAYS,
    ),
    Attack(
        "begin a change request as approved",
        copied(_CHANGE, "draft_change", "'state', 'approved'"),
        ("trigger changerequest_states",),
    ),
    Attack(
        "move a change request to another contract",
        updated(_CHANGE, "draft_change", "contract_id = %(agreed_contract)s"),
        ("trigger changerequest_agreed",),
        "a change request stays its contract's",
    ),
    Attack(
        "ask for two changes of a contract at once",
        copied(_CHANGE, "draft_change", "'amount', 5000"),
        ("unique changerequest_open",),
    ),
    Attack(
        "submit a change request with another hash",
        updated(_CHANGE, "draft_change", "state = 'submitted', document = '{}', document_sha256 = 'f'"),
        ("trigger changerequest_agreed",),
        "what a change request shows has its hash beside it",
    ),
    Attack(
        "submit a change of something else than the contract allows",
        updated(_CHANGE, "draft_change", f"state = 'submitted', was_amount = 1, {_SHOWN}"),
        ("trigger changerequest_agreed",),
        "a change request says what its contract allows as it stands",
    ),
    Attack(
        "submit a change of nothing",
        updated(_CHANGE, "draft_change", f"state = 'submitted', amount = was_amount, {_SHOWN}"),
        ("trigger changerequest_agreed",),
        "a change request changes something",
    ),
    Attack(
        "have a contract changed that has ended",
        then(
            updated(
                _CONTRACT,
                "draft_change_contract",
                "state = 'ended', ended_by_id = %(rita)s, ended_at = now(), reason = 'Over'",
            ),
            _asked(_EVERYBODY),
            _submitted(),
        ),
        ("trigger changerequest_agreed",),
        "what a contract allows is changed by a request while it is in force",
    ),
    Attack(
        "have a change approved by nobody",
        updated(_CHANGE, "draft_change", f"state = 'submitted', {_SHOWN}"),
        ("trigger changerequest_agreed",),
        _ON_APPROVAL,
    ),
    Attack(
        "approve a change without a yes",
        updated(_CHANGE, "submitted_change", f"state = 'approved', {_BY_AMIR}"),
        ("trigger changerequest_agreed", "trigger contract_changed"),
        _ON_APPROVAL,
    ),
    Attack(
        "approve a change that one asked for",
        then(
            right("rita", "approver"),
            updated("approvals_step", "change_step", "state = 'given', member_id = %(rita)s, decided_at = now()"),
        ),
        ("trigger step_separation",),
    ),
    Attack(
        "leave the contractor out of whom an approval of a change keeps away",
        _asked(_ALONE),
        ("trigger changerequest_interested",),
        "an approval leaves out nobody who has an interest in the change of a contract",
    ),
    Attack(
        "have a change approved by who has an interest in it",
        then(_asked(_ALONE), _submitted()),
        ("trigger changerequest_interested", "trigger changerequest_agreed"),
        "a change request is submitted on an approval that names everybody who wrote at it",
    ),
    Attack(
        "have less approved than a contract would allow",
        then(_asked(_EVERYBODY, ", 'amount', 1"), _submitted()),
        ("trigger changerequest_agreed",),
        "a change request is approved for all that its contract would allow",
    ),
    Attack(
        "have a most taken away by an approval of a most",
        then(_asked(_EVERYBODY, ", 'amount', 10000000"), _submitted(", amount = null")),
        ("trigger changerequest_agreed",),
        "a change request is approved for all that its contract would allow",
    ),
    Attack(
        "allow less than the orders under a contract hold",
        then(_asked(_EVERYBODY), _submitted(", amount = 999.99")),
        ("trigger changerequest_fits",),
        "a contract allows no less than the orders that live under it hold",
    ),
    Attack(
        "withdraw a change anonymously",
        updated(_CHANGE, "submitted_change", "state = 'withdrawn', reason = 'No'"),
        ("trigger changerequest_agreed",),
        _WITHOUT,
    ),
    Attack(
        "ask for more while it is being approved",
        updated(_CHANGE, "submitted_change", "amount = 9000"),
        ("trigger changerequest_shown",),
    ),
    Attack(
        "change a change that was approved",
        updated(_CHANGE, "approved_change", "amount = 9000"),
        ("trigger changerequest_ended",),
    ),
    Attack(
        "say that a change was made in another place",
        updated(_CHANGE, "approved_change", "number = 2"),
        ("trigger changerequest_ended",),
    ),
    Attack(
        "count a change before it is approved",
        copied(_CHANGE, "approved_change", "'state', 'draft'"),
        ("trigger changerequest_agreed", "unique changerequest_numbered"),
        "the how many-th change of its contract it is, nobody says before it is approved",
    ),
    Attack(
        "ask for orders of no kind by a change",
        updated(_CHANGE, "draft_change", "order_kind = 'some'"),
        ("check changerequest_kind",),
    ),
    Attack("change to no figure", updated(_CHANGE, "draft_change", "amount = 'NaN'"), ("check changerequest_caps",)),
    Attack(
        "change to days that end before they begin",
        updated(_CHANGE, "draft_change", "starts_on = '2026-04-02', ends_on = '2026-04-01'"),
        ("check changerequest_days",),
    ),
    Attack(
        "approve a change of the contract of whom one became the sign-in since",
        then(
            updated("parties_contractor", "contractor", "member_id = NULL"),
            right("otto", "contractor"),
            updated("parties_contractor", "contractor", "member_id = %(otto)s"),
            right("otto", "approver"),
            updated("approvals_step", "change_step", "state = 'given', member_id = %(otto)s, decided_at = now()"),
        ),
        ("trigger step_to_changerequest",),
        "who is paid by a contract can not approve a change of it",
    ),
)
LAWFUL_CHANGES = (
    Attack("have a change approved", then(_asked(_EVERYBODY), _submitted()), ()),
    Attack("write a change anew", updated(_CHANGE, "draft_change", "amount = 5000"), ()),
    Attack("ask for a change again", copied(_CHANGE, "rejected_change", "'state', 'draft', 'amount', 5000"), ()),
    Attack("approve a change", _APPROVED, ()),
    Attack(
        "withdraw a change",
        updated(_CHANGE, "submitted_change", f"state = 'withdrawn', reason = 'No', {_BY_AMIR}"),
        (),
    ),
)
