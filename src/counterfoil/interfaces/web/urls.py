"""The addresses of the pages."""

from allauth.account import views as account
from django.urls import URLPattern, path, re_path

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.kit import Catalogue
from counterfoil.insight.listing.alerts import Alerts
from counterfoil.insight.listing.contractors import Contractors
from counterfoil.insight.listing.contracts import Contracts
from counterfoil.insight.listing.engagements import Engagements
from counterfoil.insight.listing.evidence import Evidence
from counterfoil.insight.listing.job_posts import JobPosts
from counterfoil.insight.listing.keys import Keys
from counterfoil.insight.listing.offers import Offers
from counterfoil.insight.listing.people import Members, Teams
from counterfoil.insight.listing.shared_orders import SharedOrders
from counterfoil.insight.listing.wishes import Wishes
from counterfoil.insight.listing.write_offs import WriteOffs

from .changerequest_urls import CHANGEREQUESTS
from .forms.invoice import INVOICE
from .lists import views
from .pages import (
    alerts,
    arrivals,
    contractors,
    contracts,
    correction_form,
    desk,
    documents,
    engagements,
    evidence,
    evidence_form,
    exceptions,
    health,
    invoice_form,
    invoices,
    job_post_form,
    job_posts,
    lists,
    many,
    offer_form,
    offers,
    options,
    order_fields,
    order_form,
    order_mail,
    order_prices,
    order_thresholds,
    orders,
    paying,
    payments,
    receive,
    record,
    remittances,
    reports,
    statements,
    write_offs,
)
from .policy_urls import POLICIES
from .requisition_urls import REQUISITIONS
from .session import company, first, invitation, oneself, password
from .settings import (
    catalogues,
    keys,
    letterhead,
    load_many,
    members,
    our_identifiers,
    overview,
    shared_orders,
    teams,
    terms,
)
from .settings import company as own_company

_PASSWORD = [
    path("accounts/password/reset/", password.reset, name="account_reset_password"),
    path("accounts/password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

_ACCOUNT = [
    path("account", oneself.oneself, name="account"),
    path("account/password", oneself.ChangePassword.as_view(), name="account_change_password"),
    path("account/alerts", alerts.prefer, name="account_alerts"),
    path("account/sessions/end", oneself.end, name="account_end_session"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    # allauth names this address on its pages; the adapter keeps it closed.
    path("accounts/signup/", account.signup, name="account_signup"),
]

_ORDERS = [
    path("orders", orders.orders, name="orders"),
    path("orders/new", order_form.new, name="order_new"),
    path("orders/preview", order_prices.preview, name="order_preview"),
    path("orders/charges", order_prices.charges, name="order_charges"),
    path("orders/rate", options.rate, name="order_rate"),
    path("orders/to-choose", options.orders_to_choose, name="order_choices"),
    path("orders/contractors", options.contractors, name="contractor_options"),
    path("orders/engagements", options.engagements, name="engagement_options"),
    path("orders/<uuid:order_id>", record.record, name="record"),
    path("orders/<uuid:order_id>/columns", record.columns, name="record_columns"),
    path("orders/<uuid:order_id>/edit", order_form.edit, name="order_edit"),
    path("orders/<uuid:order_id>/print", record.print_out, name="record_print"),
    path("orders/<uuid:order_id>/thresholds", order_thresholds.order_thresholds, name="order_thresholds"),
    path("orders/<uuid:order_id>/fields", order_fields.order_fields, name="order_fields"),
    path("orders/<uuid:order_id>/version", record.version, name="order_version"),
    path("orders/<uuid:order_id>/documents/<uuid:document_id>", documents.document, name="document"),
    path("orders/<uuid:order_id>/draft.pdf", documents.preview, name="order_preview"),
    path("orders/<uuid:order_id>/order.pdf", documents.as_it_stands_now, name="order_now"),
    path("orders/<uuid:order_id>/order.xml", documents.ubl, name="order_ubl"),
    path("orders/<uuid:order_id>/send", order_mail.send, name="order_send"),
    path("orders/<uuid:order_id>/do/<slug:verb>", record.do, name="order_do"),
    path("orders/<uuid:order_id>/mails/<uuid:mail_id>/withdraw", record.withdraw_mail, name="mail_do"),
    path("orders/<uuid:order_id>/findings/<uuid:finding_id>/settle", record.settle, name="finding_do"),
    path("lists/<slug:listing>/filters/<slug:name>", options.filters, name="filter_options"),
    path("find", orders.find, name="find"),
    path("find/<path:number>", orders.find, name="find_number"),
]

_CLAIMS = [
    path("orders/<uuid:order_id>/evidence/new", evidence_form.new, name="evidence_new"),
    path("evidence/<uuid:submission_id>", evidence.submission, name="submission"),
    path("evidence/<uuid:submission_id>/do/<slug:verb>", evidence.do, name="submission_do"),
    path("invoices", invoices.invoices, name="invoices"),
    path("invoices/new", invoice_form.new, name="invoice_new"),
    path("invoices/preview", options.preview(INVOICE), name="invoice_preview"),
    path("invoices/<uuid:invoice_id>", invoices.invoice, name="invoice"),
    path("invoices/<uuid:invoice_id>/correct", correction_form.correct, name="invoice_correct"),
    path("invoices/<uuid:invoice_id>/do/<slug:verb>", invoices.do, name="invoice_do"),
    path("receive", receive.receive, name="receive"),
    path("receive/as", our_identifiers.ourselves, name="ourselves"),
    path("receive/as/do", our_identifiers.do, name="ourselves_do"),
    path("arrivals", arrivals.arrivals, name="arrivals"),
    path("arrivals/<uuid:arrival_id>/file", arrivals.file, name="arrival_file"),
    path("arrivals/<uuid:arrival_id>", arrivals.arrival, name="arrival"),
    path("arrivals/<uuid:arrival_id>/do/<slug:verb>", arrivals.do, name="arrival_do"),
    path("evidence", lists.page_of(Evidence, shared=True), name="evidence"),
    path("exceptions", exceptions.exceptions, name="exceptions"),
    path("exceptions/<uuid:exception_id>/do/<slug:verb>", invoices.settle, name="exception_do"),
    path("payments", payments.payments, name="payments"),
    path("payments/<uuid:payment_id>", payments.payment, name="payment"),
    path("payments/<uuid:payment_id>/do/<slug:verb>", payments.do, name="payment_do"),
    path("reports/purchase-orders", reports.purchase_orders, name="purchase_orders"),
    path("alerts", lists.page_of(Alerts), name="alerts"),
    path("alerts/<uuid:alert_id>", alerts.alert, name="alert"),
    path("alerts/<uuid:alert_id>/see", alerts.see, name="alert_see"),
    path("write-offs", lists.page_of(WriteOffs), name="write_offs"),
    path("write-offs/<uuid:writeoff_id>", write_offs.write_off, name="write_off"),
    path("write-offs/<uuid:writeoff_id>/do/<slug:verb>", write_offs.do, name="write_off_do"),
    path("payments/<uuid:payment_id>/remittance.pdf", remittances.document, name="remittance_pdf"),
    path("payments/<uuid:payment_id>/remittance/<slug:verb>", payments.remittance_do, name="remittance_do"),
    path("refunds/<uuid:refund_id>/do/<slug:verb>", invoices.refund, name="refund_do"),
    path("contractors", lists.page_of(Contractors), name="contractors"),
    path("po-wishes", lists.page_of(Wishes, shared=True), name="wishes"),
    path("shared-orders", lists.page_of(SharedOrders), name="shared_orders"),
    path("shared-orders/new", shared_orders.new, name="shared_order_new"),
    path("shared-orders/many", load_many.load_many, name="shared_orders_many"),
    path("shared-orders/many/example.<slug:ending>", load_many.example, name="shared_orders_example"),
    path("shared-orders/<uuid:order_id>", shared_orders.shared_order, name="shared_order"),
    path("shared-orders/<uuid:order_id>/do/<slug:verb>", shared_orders.do, name="shared_order_do"),
    path("engagements", lists.page_of(Engagements, shared=True), name="engagements"),
    path("contractors/new", contractors.new, name="contractor_new"),
    path("contractors/<uuid:contractor_id>", contractors.contractor, name="contractor"),
    path("contractors/<uuid:contractor_id>/pay", paying.pay, name="contractor_pay"),
    path("contractors/<uuid:contractor_id>/statement", statements.statement, name="statement"),
    path("contractors/<uuid:contractor_id>/statement.pdf", statements.document, name="statement_pdf"),
    path("statement", statements.own, name="own_statement"),
    path("contractors/<uuid:contractor_id>/do/<slug:verb>", contractors.do, name="contractor_do"),
    path("engagements/<uuid:engagement_id>", engagements.engagement, name="engagement"),
    path("engagements/<uuid:engagement_id>/contract", engagements.draft_contract, name="engagement_contract"),
    path("engagements/<uuid:engagement_id>/do/<slug:verb>", engagements.do, name="engagement_do"),
]

_HIRING = [
    path("offers", lists.page_of(Offers, shared=True), name="offers"),
    path("offers/new", offer_form.new, name="offer_new"),
    path("offers/<uuid:offer_id>", offers.offer, name="offer"),
    path("offers/<uuid:offer_id>/edit", offer_form.edit, name="offer_edit"),
    path("offers/<uuid:offer_id>/do/<slug:verb>", offers.do, name="offer_do"),
    path("job-posts", lists.page_of(JobPosts), name="job_posts"),
    path("job-posts/new", job_post_form.new, name="job_post_new"),
    path("job-posts/<uuid:jobpost_id>", job_posts.job_post, name="job_post"),
    path("job-posts/<uuid:jobpost_id>/edit", job_post_form.edit, name="job_post_edit"),
    path("job-posts/<uuid:jobpost_id>/do/<slug:verb>", job_posts.do, name="job_post_do"),
    path("contracts", lists.page_of(Contracts, shared=True), name="contracts"),
    path("contracts/<uuid:contract_id>", contracts.contract, name="contract"),
    path("contracts/<uuid:contract_id>/signed", contracts.signed_file, name="contract_file"),
    path("contracts/<uuid:contract_id>/do/<slug:verb>", contracts.do, name="contract_do"),
]

_PEOPLE = [
    path("settings/members", lists.page_of(Members, in_settings=True), name="members"),
    path("settings/teams", lists.page_of(Teams, in_settings=True), name="teams"),
    path("settings/keys", lists.page_of(Keys, in_settings=True), name="keys"),
    path("settings/company", own_company.company, name="own_company"),
    path("settings/company/do/<slug:verb>", own_company.do, name="own_company_do"),
    path("settings/letterhead", letterhead.letterhead, name="letterhead"),
    path("settings/letterhead/logo", letterhead.logo, name="logo"),
    path("settings/letterhead/do/<slug:verb>", letterhead.do, name="letterhead_do"),
    path("settings/payment-terms", terms.terms, name="payment_terms"),
    path("settings/payment-terms/do/<slug:verb>", terms.do, name="payment_terms_do"),
    path("settings/members/new", members.new, name="member_new"),
    path("settings/members/service", members.new_service, name="service_new"),
    path("settings/members/<uuid:member_id>", members.member, name="member"),
    path("settings/members/<uuid:member_id>/do/<slug:verb>", members.do, name="member_do"),
    path("settings/teams/new", teams.new, name="team_new"),
    path("settings/teams/<uuid:team_id>", teams.team, name="team"),
    path("settings/teams/<uuid:team_id>/do/<slug:verb>", teams.do, name="team_do"),
    path("settings/keys/new", keys.new, name="key_new"),
    path("settings/keys/<uuid:key_id>", keys.key, name="key"),
    path("settings/keys/<uuid:key_id>/do/<slug:verb>", keys.do, name="key_do"),
]


def _catalogue(one: Catalogue) -> list[URLPattern]:
    at, given = f"settings/{one.path}", {"catalogue": one}
    return [
        path(at, catalogues.listed, given, name=one.path),
        path(f"{at}/new", catalogues.new, given, name=f"{one.subject}_new"),
        path(f"{at}/<uuid:row_id>", catalogues.one, given, name=one.subject),
        path(f"{at}/<uuid:row_id>/do/<slug:verb>", catalogues.do, given, name=f"{one.subject}_do"),
    ]


_POLICIES = [
    *POLICIES,
]

urlpatterns: list[URLPattern] = [
    path("", desk.desk, name="desk"),
    path("company", company.company, name="company"),
    path("invitation", invitation.invitation, name="invitation"),
    path("invitation/<slug:secret>", invitation.opened, name="invitation_link"),
    path("first/<str:secret>", first.first, name="first"),
    path("healthz", health.healthz, name="healthz"),
    path("settings/", overview.settings, name="settings"),
    path("many/<uuid:batch_id>", many.many, name="many"),
    path("many/<uuid:batch_id>/cancel", many.cancel, name="many_cancel"),
    path("many/<slug:list_name>", many.before, name="many_before"),
    path("many/<slug:list_name>/begin", many.begin, name="many_begin"),
    path("views/<slug:list_name>/<slug:deed>", views.keep, name="view_keep"),
    *(each for one in CATALOGUES for each in _catalogue(one)),
    *_POLICIES,
    *_PEOPLE,
    *_ORDERS,
    *_CLAIMS,
    *_HIRING,
    *REQUISITIONS,
    *CHANGEREQUESTS,
    *_ACCOUNT,
    *_PASSWORD,
]
