from django.apps import AppConfig


class Web(AppConfig):
    name = "counterfoil.interfaces.web"
    label = "web"
