"""The addresses of the pages of change requests."""

from django.urls import path

from counterfoil.insight.listing.change_requests import ChangeRequests

from .pages import change_request_form, change_requests, lists

CHANGEREQUESTS = [
    path("contracts/<uuid:contract_id>/change", change_request_form.new, name="change_request_new"),
    path("change-requests", lists.page_of(ChangeRequests), name="change_requests"),
    path("change-requests/<uuid:changerequest_id>", change_requests.change_request, name="change_request"),
    path("change-requests/<uuid:changerequest_id>/edit", change_request_form.edit, name="change_request_edit"),
    path("change-requests/<uuid:changerequest_id>/do/<slug:verb>", change_requests.do, name="change_request_do"),
]
