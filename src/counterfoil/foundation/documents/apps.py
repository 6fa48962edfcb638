from django.apps import AppConfig


class Documents(AppConfig):
    name = "counterfoil.foundation.documents"
    label = "documents"
