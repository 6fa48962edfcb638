from django.apps import AppConfig


class Parties(AppConfig):
    name = "counterfoil.foundation.parties"
    label = "parties"
