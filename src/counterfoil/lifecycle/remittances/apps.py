from django.apps import AppConfig


class Remittances(AppConfig):
    name = "counterfoil.lifecycle.remittances"
    label = "remittances"
