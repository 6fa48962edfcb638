"""The addresses of the pages."""

from allauth.account import views as account
from django.urls import URLPattern, path, re_path

from .views import company, desk, documents, draft, health, orders, password, record

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
    path("orders/new", draft.new, name="order_new"),
    path("orders/preview", draft.preview, name="order_preview"),
    path("orders/contractors", draft.contractor_options, name="contractor_options"),
    path("orders/engagements", draft.engagement_options, name="engagement_options"),
    path("orders/<uuid:order_id>", record.record, name="record"),
    path("orders/<uuid:order_id>/edit", draft.edit, name="order_edit"),
    path("orders/<uuid:order_id>/version", record.version, name="order_version"),
    path("orders/<uuid:order_id>/documents/<uuid:document_id>", documents.document, name="document"),
    path("orders/<uuid:order_id>/do/<slug:verb>", record.move, name="move"),
    path("find", orders.find, name="find"),
    path("find/<path:number>", orders.find, name="find_number"),
]

urlpatterns: list[URLPattern] = [
    path("", desk.desk, name="desk"),
    path("company", company.company, name="company"),
    path("invitation", company.invitation, name="invitation"),
    path("healthz", health.healthz, name="healthz"),
    *_ORDERS,
    *_ACCOUNT,
    *_PASSWORD,
]
