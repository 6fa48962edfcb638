from django.apps import AppConfig


class Matching(AppConfig):
    name = "counterfoil.lifecycle.matching"
    label = "matching"
