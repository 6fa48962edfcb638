from django.apps import AppConfig


class Companies(AppConfig):
    name = "counterfoil.foundation.companies"
    label = "companies"
