"""What each database role may do with each table: a list, never ON ALL TABLES. A test compares it with the catalog.

`app` runs the product and owns nothing. `keeper` will do retention and erasure, and has nothing before there is any.
"""

_READ = "SELECT"
_ADD = "SELECT, INSERT"
_KEEP = "SELECT, INSERT, UPDATE"
_FREE = "SELECT, INSERT, UPDATE, DELETE"

GRANTS: dict[str, dict[str, str]] = {
    "app": {
        # The trail: written by trigger or added to, never edited.
        "trail_entry": _ADD,
        "trail_change": _READ,
        "trail_seal": _READ,
        "trail_position": _READ,
        "trail_cursor": _KEEP,
        "trail_parked": _ADD,
        # Companies. A right that is taken away is deleted; the trail keeps it.
        "companies_company": _KEEP,
        "companies_team": _KEEP,
        "companies_member": _KEEP,
        "companies_right": "SELECT, INSERT, DELETE",
        "companies_apikey": _KEEP,
        "companies_user": _KEEP,
        # The rest of the foundation.
        "documents_document": _ADD,
        "documents_arrival": _KEEP,
        # What was said of how invoices are matched stays said.
        "catalogue_matchpolicy": _ADD,
        "catalogue_policyversion": _ADD,
        "catalogue_tolerance": _ADD,
        # A row of a catalogue is retired, never deleted.
        "catalogue_costcentre": _KEEP,
        "catalogue_project": _KEEP,
        "parties_contractor": _KEEP,
        "parties_assignment": _ADD,
        "parties_contractorhold": _KEEP,
        "parties_identity": _FREE,
        "approvals_policy": _ADD,
        "approvals_level": _ADD,
        "approvals_approval": _KEEP,
        "approvals_step": _KEEP,
        # The lifecycle. Lines may leave a draft; nothing else is ever deleted.
        "engagements_engagement": _KEEP,
        "orders_order": _KEEP,
        "orders_revision": _KEEP,
        "orders_orderline": _FREE,
        "orders_revisionline": _FREE,
        "orders_layout": _ADD,
        "orders_counter": _KEEP,
        "orders_orderhold": _KEEP,
        "orders_orderfinding": _KEEP,
        "evidence_submission": _ADD,
        "evidence_piece": _KEEP,
        "evidence_file": _ADD,
        "invoices_invoice": _KEEP,
        "invoices_invoiceline": _KEEP,
        "invoices_invoicehold": _KEEP,
        "matching_cover": _ADD,
        "matching_credit": _ADD,
        "matching_surcharge": _ADD,
        "matching_exception": _KEEP,
        "matching_route": _ADD,
        "payments_payment": _KEEP,
        "payments_allocation": _KEEP,
        "payments_setoff": _KEEP,
        "payments_refund": _KEEP,
        # What Django, allauth and the cache keep for themselves; none of it belongs to a company.
        "django_session": _FREE,
        "django_content_type": _READ,
        "django_migrations": _READ,
        "account_emailaddress": _FREE,
        "account_emailconfirmation": _FREE,
        "web_cache": _FREE,
    },
    "keeper": {},
}

RUNTIME_FUNCTIONS = (
    "current_company()",
    "last_unit(text)",
    "most_small(numeric, text)",
    "least_net(numeric, numeric, numeric, text, numeric)",
    "separated(uuid, text[])",
    "lock_credit_balances(uuid, text)",
    "credit_balances(uuid)",
    "makers_of_keys(uuid)",
    "interested_in(uuid, uuid)",
    "seal_next(int)",
    "companies_of_user(uuid)",
    "member_of_key(text, text)",
    "all_companies()",
    "earlier_answer(text, uuid, text)",
    "invoice_of_number(uuid, uuid, text, text)",
    "order_called(uuid, uuid, text[], integer[])",
    "lock_order_called(uuid, uuid, text[], integer[])",
    "lock_with_order(uuid, uuid)",
    "lock_with_invoice(uuid, uuid)",
    "move_payments(uuid, uuid, uuid)",
    "releasers_of(uuid, uuid)",
    "failers(uuid, uuid[])",
    "documents_alike(uuid, int)",
    "looseners(uuid, uuid, timestamp with time zone)",
    "tolerance_kind(text, numeric, numeric)",
    "tolerates_more(text, numeric, numeric, text, text, numeric, numeric, text)",
    "versions_say(uuid, uuid[])",
    "versions_tolerate(uuid, uuid[])",
    "versions_loosen(uuid, uuid[], uuid[])",
    "version_loosens(uuid, uuid)",
    "assignment_loosens(uuid, uuid, uuid, timestamp with time zone)",
    "number_figures(text)",
    "number_look(text)",
    "numbers_alike(text, text)",
    "order_number(text)",
    "plain_digits(text)",
    "number_separators()",
    "find_orders(text, int)",
)
"""The functions that `app` may call. Trigger functions need no grant to fire, and nobody has one."""
