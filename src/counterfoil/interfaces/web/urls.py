"""The addresses of the pages."""

from allauth.account import views as account
from django.urls import URLPattern, path, re_path

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.kit import Catalogue

from .forms.invoice import INVOICE
from .forms.order import ORDER
from .pages import (
    arrivals,
    contractors,
    correction_form,
    desk,
    documents,
    evidence,
    evidence_form,
    exceptions,
    health,
    invoice_form,
    invoices,
    options,
    order_form,
    orders,
    payments,
    receive,
    record,
)
from .session import company, password
from .settings import catalogues, our_identifiers

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
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    # allauth names this address on its pages; the adapter keeps it closed.
    path("accounts/signup/", account.signup, name="account_signup"),
]

_ORDERS = [
    path("orders", orders.orders, name="orders"),
    path("orders/new", order_form.new, name="order_new"),
    path("orders/preview", options.preview(ORDER), name="order_preview"),
    path("orders/contractors", options.contractors, name="contractor_options"),
    path("orders/engagements", options.engagements, name="engagement_options"),
    path("orders/<uuid:order_id>", record.record, name="record"),
    path("orders/<uuid:order_id>/edit", order_form.edit, name="order_edit"),
    path("orders/<uuid:order_id>/version", record.version, name="order_version"),
    path("orders/<uuid:order_id>/documents/<uuid:document_id>", documents.document, name="document"),
    path("orders/<uuid:order_id>/do/<slug:verb>", record.do, name="order_do"),
    path("orders/<uuid:order_id>/findings/<uuid:finding_id>/settle", record.settle, name="finding_do"),
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
    path("exceptions", exceptions.exceptions, name="exceptions"),
    path("exceptions/<uuid:exception_id>/do/<slug:verb>", invoices.settle, name="exception_do"),
    path("payments", payments.payments, name="payments"),
    path("payments/<uuid:payment_id>", payments.payment, name="payment"),
    path("payments/<uuid:payment_id>/do/<slug:verb>", payments.do, name="payment_do"),
    path("refunds/<uuid:refund_id>/do/<slug:verb>", invoices.refund, name="refund_do"),
    path("contractors/<uuid:contractor_id>", contractors.contractor, name="contractor"),
    path("contractors/<uuid:contractor_id>/do/<slug:verb>", contractors.do, name="contractor_do"),
]


def _catalogue(one: Catalogue) -> list[URLPattern]:
    at, given = f"settings/{one.path}", {"catalogue": one}
    return [
        path(at, catalogues.listed, given, name=one.path),
        path(f"{at}/new", catalogues.new, given, name=f"{one.subject}_new"),
        path(f"{at}/<uuid:row_id>", catalogues.one, given, name=one.subject),
        path(f"{at}/<uuid:row_id>/do/<slug:verb>", catalogues.do, given, name=f"{one.subject}_do"),
    ]


urlpatterns: list[URLPattern] = [
    path("", desk.desk, name="desk"),
    path("company", company.company, name="company"),
    path("invitation", company.invitation, name="invitation"),
    path("healthz", health.healthz, name="healthz"),
    path("settings/", catalogues.settings, name="settings"),
    *(each for one in CATALOGUES for each in _catalogue(one)),
    *_ORDERS,
    *_CLAIMS,
    *_ACCOUNT,
    *_PASSWORD,
]
