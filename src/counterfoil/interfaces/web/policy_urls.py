"""The addresses of what a company sets of its policies."""

from django.urls import path

from .pages import approval_policy_form, match_policy_form
from .settings import approval, matching, numbers, programme, rates, routes
from .settings import hiring as hiring_settings
from .settings import order_mail as order_mail_settings
from .settings import run_out as run_out_settings
from .settings import write_offs as write_off_settings

POLICIES = [
    path("settings/purchase-orders", programme.programme, name="programme"),
    path("settings/purchase-orders/set", programme.do, name="programme_do"),
    path("settings/approval", approval.approval, name="approval_policy"),
    path("settings/approval/edit", approval_policy_form.edit, name="approval_policy_edit"),
    path("settings/numbers", numbers.layout, name="layout"),
    path("settings/numbers/do", numbers.do, name="layout_do"),
    path("settings/numbers/preview", numbers.preview, name="layout_preview"),
    path("settings/mail", order_mail_settings.template, name="mail_template"),
    path("settings/mail/do", order_mail_settings.do, name="mail_template_do"),
    path("settings/mail/remittance", order_mail_settings.template, {"kind": "remittance"}, name="remittance_template"),
    path(
        "settings/mail/remittance/do",
        order_mail_settings.do,
        {"kind": "remittance"},
        name="remittance_template_do",
    ),
    path("settings/matching", matching.policies, name="match_policies"),
    path("settings/matching/new", match_policy_form.new, name="match_policy_new"),
    path("settings/matching/preview", matching.preview, name="match_policy_preview"),
    path("settings/matching/<uuid:match_policy_id>", matching.policy, name="match_policy"),
    path("settings/matching/<uuid:match_policy_id>/edit", match_policy_form.edit, name="match_policy_edit"),
    path("settings/rates", rates.rates, name="rates"),
    path("settings/rates/new", rates.new, name="rate_new"),
    path("settings/rates/read", rates.read, name="rates_read"),
    path("settings/rates/<uuid:rate_id>", rates.rate, name="rate"),
    path("settings/rates/<uuid:rate_id>/do/<slug:verb>", rates.do, name="rate_do"),
    path("settings/running-out", run_out_settings.policy, name="run_out_policy"),
    path("settings/running-out/do", run_out_settings.do, name="run_out_policy_do"),
    path("settings/hiring", hiring_settings.policy, name="hiring_policy"),
    path("settings/hiring/do", hiring_settings.do, name="hiring_policy_do"),
    path("settings/write-offs", write_off_settings.limit, name="write_off_limit"),
    path("settings/write-offs/do", write_off_settings.do, name="write_off_limit_do"),
    path("settings/routes", routes.routes, name="routes"),
    path("settings/routes/<slug:kind>", routes.do, name="route_do"),
]
