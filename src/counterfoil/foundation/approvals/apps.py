from django.apps import AppConfig


class Approvals(AppConfig):
    name = "counterfoil.foundation.approvals"
    label = "approvals"
