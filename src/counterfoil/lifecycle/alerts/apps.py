from django.apps import AppConfig


class Alerts(AppConfig):
    name = "counterfoil.lifecycle.alerts"
    label = "alerts"
