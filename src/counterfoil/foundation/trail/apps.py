from django.apps import AppConfig


class Trail(AppConfig):
    name = "counterfoil.foundation.trail"
    label = "trail"
