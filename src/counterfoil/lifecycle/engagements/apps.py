from django.apps import AppConfig


class Engagements(AppConfig):
    name = "counterfoil.lifecycle.engagements"
    label = "engagements"
