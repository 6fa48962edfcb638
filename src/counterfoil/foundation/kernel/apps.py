from django.apps import AppConfig


class Kernel(AppConfig):
    name = "counterfoil.foundation.kernel"
    label = "kernel"
