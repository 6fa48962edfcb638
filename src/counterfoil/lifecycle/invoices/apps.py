from django.apps import AppConfig


class Invoices(AppConfig):
    name = "counterfoil.lifecycle.invoices"
    label = "invoices"
