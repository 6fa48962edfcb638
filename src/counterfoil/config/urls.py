"""Every address of the product."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("counterfoil.interfaces.api.urls")),
    path("", include("counterfoil.interfaces.web.urls")),
]

handler400 = "counterfoil.interfaces.web.refusing.unreadable"
handler403 = "counterfoil.interfaces.web.refusing.denied"
handler404 = "counterfoil.interfaces.web.refusing.missing"
handler500 = "counterfoil.interfaces.web.refusing.broken"
