"""The addresses of the pages of requisitions."""

from django.urls import path

from counterfoil.insight.listing.requisitions import Requisitions

from .pages import lists, requisition_form, requisitions
from .settings import requisitions as requisition_settings

REQUISITIONS = [
    path("requisitions", lists.page_of(Requisitions), name="requisitions"),
    path("requisitions/new", requisition_form.new, name="requisition_new"),
    path("requisitions/<uuid:requisition_id>", requisitions.requisition, name="requisition"),
    path("requisitions/<uuid:requisition_id>/edit", requisition_form.edit, name="requisition_edit"),
    path("requisitions/<uuid:requisition_id>/do/<slug:verb>", requisitions.do, name="requisition_do"),
    path("settings/requisitions", requisition_settings.policy, name="requisition_policy"),
    path("settings/requisitions/do", requisition_settings.do, name="requisition_policy_do"),
]
