"""An alert says what holds, once at a time, and is over when it holds no more; who is here is told once a day, as they wish."""

from ..siege import Attack
from .writing import copied, updated

TABLES = ("alerts_alert", "alerts_digest", "alerts_preference")
_ALERT, _DIGEST, _PREFERENCE, _MAIL = *TABLES, "mail_message"
_NEXT = "'number', (SELECT max(number) + 1 FROM alerts_alert)"
_OTHER = f"{_NEXT}, 'order_id', %(unalerted)s"
_BEFORE = f"(SELECT raised_at - interval '1 second' FROM {_ALERT} WHERE id = %(alerted_alert)s)"
_TOMORROW = f"'day', (SELECT day + 1 FROM {_DIGEST} WHERE member_id = %(fay)s)"
_CLAIM = "state = 'sending', attempts = attempts + 1, claimed_at = now()"
_LOOSE = "'mail_id', %(loose_mail)s"


def _told(changes: str) -> str:
    changed = f"jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), {changes}))"
    return f"INSERT INTO {_DIGEST} SELECT ({changed}).* FROM {_DIGEST} t WHERE member_id = %(fay)s"


ALERTS = (
    Attack(
        "raise what does not hold",
        copied(_ALERT, "alerted_alert", f"{_NEXT}, 'order_id', %(issued)s, 'day', '2020-01-01'"),
        ("trigger alert_holds",),
        "what an alert says holds",
    ),
    Attack(
        "say of a draft that its order is not there on its day",
        copied(_ALERT, "alerted_alert", f"{_NEXT}, 'order_id', null, 'choice_id', %(later_choice)s, 'kind', 'awaited'"),
        ("trigger alert_holds",),
        "what an alert says holds",
    ),
    Attack(
        "raise one alert of an order and of an offer without one",
        copied(_ALERT, "alerted_alert", f"{_OTHER}, 'choice_id', %(later_choice)s"),
        ("trigger alert_holds", "check alert_about"),
    ),
    Attack(
        "raise an alert out of order",
        copied(_ALERT, "alerted_alert", f"{_OTHER}, 'number', 77"),
        ("trigger alert_holds",),
        "alerts are raised one behind the other",
    ),
    Attack(
        "raise an alert under a number that is taken",
        copied(_ALERT, "alerted_alert", "'order_id', %(unalerted)s"),
        ("trigger alert_holds", "unique alert_number_once"),
        "alerts are raised one behind the other",
    ),
    Attack(
        "raise an alert before what was raised",
        copied(_ALERT, "alerted_alert", f"{_OTHER}, 'raised_at', {_BEFORE}"),
        ("trigger alert_holds",),
        "alerts are raised one behind the other",
    ),
    Attack(
        "raise the same again while it stands",
        copied(_ALERT, "alerted_alert", f"{_NEXT}, 'occasion', 2"),
        ("unique alert_stands_once",),
    ),
    Attack(
        "raise the same again as if for the first time",
        copied(_ALERT, "alerted_alert", _NEXT),
        ("trigger alert_holds", "unique alert_occasion_once", "unique alert_stands_once"),
        "what holds again is the next occasion",
    ),
    Attack(
        "raise an alert that is over",
        copied(_ALERT, "alerted_alert", f"{_OTHER}, 'state', 'over', 'ended_at', now()"),
        ("trigger alert_states",),
    ),
    Attack(
        "end an alert that still holds",
        updated(_ALERT, "alerted_alert", "state = 'over', ended_at = raised_at"),
        ("trigger alert_holds",),
        "what an alert says still holds",
    ),
    Attack(
        "end an alert without a moment",
        updated(_ALERT, "settled_alert", "state = 'over'"),
        ("check alert_over_dated",),
    ),
    Attack(
        "let an alert stand again",
        updated(_ALERT, "calmed_alert", "state = 'stands', ended_at = null"),
        ("trigger alert_over", "trigger alert_states"),
    ),
    Attack(
        "end an alert at another moment",
        updated(_ALERT, "calmed_alert", "ended_at = ended_at + interval '1 day'"),
        ("trigger alert_over",),
    ),
    Attack(
        "make an alert say something else",
        updated(_ALERT, "alerted_alert", "kind = 'late'"),
        ("trigger alert_stands",),
    ),
    Attack("delete an alert", f"DELETE FROM {_ALERT} WHERE id = %(alerted_alert)s", (f"grant DELETE ON {_ALERT}",)),
    Attack(
        "tell a contractor",
        _told(f"'member_id', %(cleo)s, {_LOOSE}"),
        ("trigger digest_told",),
        "who is not here is told nothing",
    ),
    Attack(
        "tell somebody by another person's mail",
        _told(f"'member_id', %(petra)s, {_LOOSE}"),
        ("trigger digest_told",),
        "a person is told by a mail of their own",
    ),
    Attack(
        "tell somebody of what they were told",
        _told(f"{_TOMORROW}, {_LOOSE}"),
        ("trigger digest_told",),
        "a person is told of what is new",
    ),
    Attack(
        "tell somebody twice a day",
        _told(f"'through', 3, {_LOOSE}"),
        ("unique digest_once_a_day",),
    ),
    Attack(
        "tell somebody twice by the same mail",
        _told(f"{_TOMORROW}, 'through', 3"),
        ("unique digest_mail_once",),
    ),
    Attack(
        "change when somebody was told",
        f"UPDATE {_DIGEST} SET day = day - 1 WHERE member_id = %(fay)s",
        (f"grant UPDATE ON {_DIGEST}", "trigger digest_told"),
        "what a person was told stays told",
    ),
    Attack(
        "send a mail of alerts that is nobody's",
        updated(_MAIL, "loose_mail", _CLAIM),
        ("trigger message_of_digest",),
        "a mail of alerts is one person's, who is here",
    ),
    Attack(
        "write a mail of alerts about an order",
        copied(_MAIL, "loose_mail", "'order_id', %(issued)s"),
        ("check message_kind",),
    ),
    Attack(
        "give somebody another person's preference",
        updated(_PREFERENCE, "preference", "member_id = %(petra)s"),
        ("trigger preference_stays",),
        "a preference stays its member's, and of its kind",
    ),
    Attack(
        "prefer two things of one kind",
        copied(_PREFERENCE, "preference", "'by_mail', false"),
        ("unique preference_once",),
    ),
    Attack(
        "delete a preference",
        f"DELETE FROM {_PREFERENCE} WHERE id = %(preference)s",
        (f"grant DELETE ON {_PREFERENCE}",),
    ),
)

LAWFUL_ALERTS = (
    Attack("raise what holds", copied(_ALERT, "alerted_alert", _OTHER), ()),
    Attack("end what holds no more", updated(_ALERT, "settled_alert", "state = 'over', ended_at = raised_at"), ()),
    Attack("tell somebody of what is new", _told(f"{_TOMORROW}, 'through', 3, {_LOOSE}"), ()),
    Attack("send a mail of alerts", updated(_MAIL, "told_mail", _CLAIM), ()),
    Attack("want no mail of a kind", updated(_PREFERENCE, "preference", "by_mail = false"), ()),
)
