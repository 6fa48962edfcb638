"""Every address of the product."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("counterfoil.interfaces.api.urls")),
    path("", include("counterfoil.interfaces.web.urls")),
]

handler400 = "counterfoil.interfaces.web.error_pages.unreadable"
handler403 = "counterfoil.interfaces.web.error_pages.denied"
handler404 = "counterfoil.interfaces.web.error_pages.missing"
handler500 = "counterfoil.interfaces.web.error_pages.broken"
