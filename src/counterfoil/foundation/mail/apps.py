from django.apps import AppConfig


class Mail(AppConfig):
    name = "counterfoil.foundation.mail"
    label = "mail"
