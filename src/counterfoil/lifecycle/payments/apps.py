from django.apps import AppConfig


class Payments(AppConfig):
    name = "counterfoil.lifecycle.payments"
    label = "payments"
