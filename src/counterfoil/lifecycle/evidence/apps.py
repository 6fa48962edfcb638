from django.apps import AppConfig


class Evidence(AppConfig):
    name = "counterfoil.lifecycle.evidence"
    label = "evidence"
