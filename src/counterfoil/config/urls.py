"""Every address of the product."""

from django.urls import include, path

urlpatterns = [
    path("", include("counterfoil.interfaces.web.urls")),
]
