"""An order is chosen for a draft by who may use it, where the programme is on; where it is required nothing goes out without."""

from ..siege import Attack
from .writing import ONE, copied, then, updated

_CHOICE, _OFFER, _POST, _WORD = "orders_choice", "engagements_offer", "engagements_jobpost", "orders_confirmation"
_PROGRAMME = "engagements_programme"
_SENT = "state = 'sent', sent_by_id = %(rita)s, sent_at = now(), document = '{}', document_sha256 = encode(sha256('{}'), 'hex')"
_NOT_REVIEWED = copied("engagements_hiringpolicy", "hiring_policy", "'version', 2, 'offers_reviewed', false")
_TEAM = "(SELECT team_id FROM engagements_offer WHERE id = %(ordered_offer)s)"
_OPEN = "what is chosen is a shared order that is open, in the same currency"
_SAYS = "what it says of its order is what was chosen for it"


def _set(mode: str, changes: str = "") -> str:
    """Say something else of the programme."""
    return copied(_PROGRAMME, "programme", f"'version', 2, 'mode', '{mode}'{changes}")


def _choose(changes: str, offer: str = "open_offer") -> str:
    """Choose for another draft as it was chosen for the first, with a difference."""
    return copied(_CHOICE, "choice", f"'offer_id', %({offer})s{changes}")


CHOOSING = (
    Attack(
        "choose an order for what was sent",
        _choose("", "sent_offer"),
        ("trigger choice_made", "trigger offer_shown"),
        "an order is chosen for a draft",
    ),
    Attack(
        "choose an order where the programme is off",
        then(_set("off"), _choose("")),
        ("trigger choice_made",),
        "no order is chosen where the programme is off",
    ),
    Attack(
        "leave out a version of a choice",
        _choose(", 'version', 2"),
        ("trigger choice_made",),
        "each choice follows the one before",
    ),
    Attack("choose twice at once", _choose("", "ordered_offer"), ("trigger choice_made", "unique choice_of_offer")),
    Attack(
        "say twice of a post that an order follows",
        copied(_CHOICE, "post_choice", "'chosen_at', now()"),
        ("trigger choice_made", "unique choice_of_post"),
    ),
    Attack(
        "choose a contractor's own order",
        _choose(", 'order_id', %(issued)s"),
        ("trigger choice_made",),
        _OPEN,
    ),
    Attack(
        "choose an order after its last day",
        then(
            updated("orders_order", "shared_order", "valid_through = current_date - 9000"),
            _choose(""),
        ),
        ("trigger choice_made",),
        "an order is chosen until its last day",
    ),
    Attack(
        "choose a restricted order",
        _choose(", 'order_id', %(restricted_order)s"),
        ("trigger choice_made",),
        "a restricted order is chosen by those who are named",
    ),
    Attack("choose for nothing", _choose(", 'offer_id', null"), ("trigger choice_made", "check choice_of_one")),
    Attack(
        "choose for an offer and a post at once",
        _choose(", 'post_id', %(open_post)s"),
        ("check choice_of_one",),
    ),
    Attack(
        "name an order and who gets one at once",
        _choose(", 'owner_id', %(rita)s, 'due_on', '2030-01-01'"),
        ("check choice_says",),
    ),
    Attack("wait for an order from nobody", _choose(", 'order_id', null"), ("check choice_says",)),
    Attack(
        "rewrite what was chosen",
        updated(_CHOICE, "choice", "version = 9"),
        ("trigger choice_made",),
        "what was chosen stands; only who gets an order may change",
    ),
    Attack(
        "say of an offer that it draws on another order",
        updated(_OFFER, "ordered_offer", "order_number = 'SHARED-2'"),
        ("trigger offer_on_order",),
        _SAYS,
    ),
    Attack(
        "say of an offer for which nothing was chosen that an order follows",
        updated(_OFFER, "open_offer", "order_choice = 'later', order_version = 1"),
        ("trigger offer_on_order",),
        _SAYS,
    ),
    Attack(
        "say of a post on which order its work draws",
        updated(_POST, "open_post", "order_choice = 'order', order_number = 'SHARED-1', order_version = 1"),
        ("trigger jobpost_on_order",),
        _SAYS,
    ),
    Attack(
        "say of an offer something that is no choice",
        updated(_OFFER, "ordered_offer", "order_choice = 'perhaps'"),
        ("trigger offer_on_order", "check offer_chosen"),
    ),
    Attack(
        "say of a post something that is no choice",
        updated(_POST, "open_post", "order_choice = 'perhaps'"),
        ("trigger jobpost_on_order", "check jobpost_chosen"),
    ),
    Attack(
        "say of an offer that an order stands for it",
        updated(_OFFER, "ordered_offer", "order_open = false"),
        ("trigger offer_on_order",),
        "whether an order stands for it is told by the orders",
    ),
    Attack(
        "send an offer that draws on an order which somebody else chose",
        then(_NOT_REVIEWED, updated(_OFFER, "ordered_offer", _SENT.replace("%(rita)s", "%(olga)s"))),
        ("trigger offer_on_order",),
        "an offer is sent by who chose the order that it draws on",
    ),
    Attack(
        "say that somebody else chose the order of an offer",
        updated(_OFFER, "ordered_offer", "order_chooser_id = %(olga)s"),
        ("trigger offer_on_order",),
        "who chose its order is told with what was chosen",
    ),
    Attack(
        "begin an offer with an order",
        copied(_OFFER, "ordered_offer", "'version', 1"),
        ("trigger offer_on_order",),
        "what it draws on is chosen for it once it is there",
    ),
    Attack(
        "change the currency of what draws on an order",
        updated(_OFFER, "ordered_offer", "currency = 'USD'"),
        ("trigger offer_on_order",),
        "what draws on an order stays in its currency",
    ),
    Attack(
        "send an offer without a choice where one is required",
        then(_NOT_REVIEWED, _set("required"), updated(_OFFER, "open_offer", _SENT)),
        ("trigger offer_agreed",),
        "where a purchase order is required, no offer is sent without a choice of it",
    ),
    Attack(
        "publish a post without a choice where one is required",
        then(_set("required"), updated(_POST, "open_post", "state = 'published', published_at = now()")),
        ("trigger jobpost_filled",),
        "where a purchase order is required, no post is published without a choice of it",
    ),
    Attack(
        "leave out a version of the programme",
        copied(_PROGRAMME, "programme", "'version', 3"),
        ("trigger programme_follows",),
        "each version of the programme follows the one before",
    ),
    Attack(
        "say twice what the programme is",
        copied(_PROGRAMME, "programme", "'mode', 'off'"),
        ("trigger programme_follows", "unique programme_once"),
    ),
    Attack(
        "set the programme as a manager",
        _set("off", ", 'set_by_id', %(rita)s"),
        ("trigger programme_follows",),
        "the programme is set by finance or an owner",
    ),
    Attack("set the programme to nothing", _set("perhaps"), ("check programme_mode",)),
    Attack(
        "let finance confirm for one team",
        copied(
            _PROGRAMME,
            "programme",
            f"'team_id', {_TEAM}, 'version', 1",
        ),
        ("check programme_confirmed",),
    ),
    Attack(
        "rewrite the programme", updated(_PROGRAMME, "programme", "mode = 'off'"), (f"grant UPDATE ON {_PROGRAMME}",)
    ),
    Attack(
        "confirm an order as a manager",
        updated(_WORD, "confirmation", "confirmed_by_id = %(bela)s, confirmed_at = now()"),
        ("trigger confirmation_given",),
        "an order is confirmed by finance or an owner",
    ),
    Attack(
        "confirm an order without a moment",
        updated(_WORD, "confirmation", "confirmed_by_id = %(fay)s"),
        ("check confirmation_dated",),
    ),
    Attack(
        "say that somebody else asked for a word",
        updated(_WORD, "confirmation", "asked_by_id = %(fay)s"),
        ("trigger confirmation_given",),
        "a word that was asked for is given once",
    ),
    Attack(
        "confirm an order that one added",
        then(
            'INSERT INTO companies_right (id, company_id, member_id, role, "only") '
            f"SELECT '{ONE}', company_id, id, 'finance', '{{}}' FROM companies_member WHERE id = %(rita)s",
            updated(_WORD, "confirmation", "confirmed_by_id = %(rita)s, confirmed_at = now()"),
        ),
        ("trigger confirmation_given",),
        "who added an order does not confirm it",
    ),
    Attack(
        "ask for a word on a contractor's own order",
        copied(_WORD, "confirmation", "'order_id', %(issued)s"),
        ("trigger confirmation_given",),
        "a word is asked for on a shared order, and given later",
    ),
    Attack("ask for a word twice", copied(_WORD, "confirmation", "'asked_at', now()"), ("unique confirmation_once",)),
)
LAWFUL_CHOOSING = (
    Attack("hand over who gets an order", updated(_CHOICE, "later_choice", "owner_id = %(fay)s"), ()),
    Attack("choose for another draft", _choose(""), ()),
    Attack(
        "choose another order instead",
        copied(_CHOICE, "choice", "'version', 2, 'order_id', %(added_order)s"),
        (),
    ),
    Attack(
        "wait with a post",
        copied(_CHOICE, "later_choice", "'offer_id', null, 'post_id', %(open_post)s"),
        (),
    ),
    Attack("require an order", _set("required"), ()),
    Attack("confirm an order", updated(_WORD, "confirmation", "confirmed_by_id = %(fay)s, confirmed_at = now()"), ()),
)
