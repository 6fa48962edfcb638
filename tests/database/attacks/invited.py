"""Nobody is a member but by the link of their invitation, which an owner makes, which works once, and which ends."""

from ..siege import Attack
from .writing import copied, then, updated

_LINK = "companies_invitationlink"
INVITED = (
    Attack(
        "join without a link",
        updated("companies_member", "nora", "state = 'active'"),
        ("trigger member_person",),
        "a person joins by the link of their invitation",
    ),
    Attack(
        "come back after leaving",
        updated("companies_member", "left", "state = 'active'"),
        ("trigger member_person",),
        "a person joins by the link of their invitation",
    ),
    Attack(
        "invite somebody who was here once more",
        updated("companies_member", "left", "state = 'invited'"),
        ("trigger member_person",),
        "who was here is not invited again",
    ),
    Attack(
        "turn a member back into somebody who is invited",
        updated("companies_member", "rita", "state = 'invited'"),
        ("trigger member_person",),
        "who was here is not invited again",
    ),
    Attack(
        "be a member from the beginning",
        copied("companies_member", "rita", "'email', 'x@y.z'"),
        ("trigger member_person",),
        "a person begins by an invitation",
    ),
    Attack(
        "make a link without being an owner",
        copied(_LINK, "ended_link", "'secret_sha256', 'x', 'ended_at', null, 'made_by_id', %(rita)s"),
        ("trigger invitationlink_made", "unique invitationlink_one_open"),
        "a link is made by an owner",
    ),
    Attack(
        "make a link for somebody who is here",
        copied(_LINK, "ended_link", "'secret_sha256', 'x', 'ended_at', null, 'member_id', %(rita)s"),
        ("trigger invitationlink_made",),
        "a link is for somebody who is invited",
    ),
    Attack(
        "make a link for a member of another company",
        copied(_LINK, "ended_link", "'secret_sha256', 'x', 'ended_at', null, 'member_id', %(mallory)s"),
        ("trigger invitationlink_made", "key invitationlink_member_same_company"),
    ),
    Attack(
        "make a link that was answered already",
        copied(_LINK, "ended_link", "'secret_sha256', 'x'"),
        ("trigger invitationlink_made",),
        "a link begins unanswered",
    ),
    Attack(
        "have two open links",
        copied(_LINK, "open_link", "'secret_sha256', 'x'"),
        ("unique invitationlink_one_open",),
    ),
    Attack(
        "make a link that lasts",
        copied(
            _LINK, "ended_link", "'secret_sha256', 'x', 'ended_at', null, 'expires_at', made_at + interval '15 days'"
        ),
        ("check invitationlink_lasts", "unique invitationlink_one_open"),
    ),
    Attack(
        "take the secret of another link",
        copied(_LINK, "open_link", "'member_id', %(vera)s"),
        ("unique companies_invitationlink_secret_sha256_key", "unique invitationlink_one_open"),
    ),
    Attack(
        "exchange a link's secret",
        updated(_LINK, "open_link", "secret_sha256 = 'mine'"),
        ("trigger invitationlink_made",),
        "a link stays what it was made as, and whose",
    ),
    Attack(
        "let a link last longer",
        updated(_LINK, "open_link", "expires_at = expires_at - interval '1 day'"),
        ("trigger invitationlink_made",),
        "a link stays what it was made as, and whose",
    ),
    Attack(
        "open a link again",
        updated(_LINK, "ended_link", "ended_at = null"),
        ("trigger invitationlink_made", "unique invitationlink_one_open"),
        "a link ends once",
    ),
    Attack(
        "use a link twice",
        updated(_LINK, "used_link", "used_at = used_at + interval '1 hour'"),
        ("trigger invitationlink_made",),
        "a link ends once",
    ),
    Attack(
        "use a link that was taken back",
        updated(_LINK, "ended_link", "used_at = made_at"),
        ("trigger invitationlink_made", "check invitationlink_ends_once"),
        "a link ends once",
    ),
    Attack(
        "use a link after it has expired",
        updated(_LINK, "open_link", "used_at = expires_at"),
        ("check invitationlink_in_time",),
    ),
    Attack(
        "delete a link", "DELETE FROM companies_invitationlink WHERE id = %(used_link)s", (f"grant DELETE ON {_LINK}",)
    ),
)

LAWFUL_INVITED = (
    Attack(
        "join by a link",
        then(updated(_LINK, "open_link", "used_at = made_at"), updated("companies_member", "nora", "state = 'active'")),
        (),
    ),
    Attack("take an invitation back", updated(_LINK, "open_link", "ended_at = made_at"), ()),
    Attack("invite again who never came", updated("companies_member", "never", "state = 'invited'"), ()),
)
