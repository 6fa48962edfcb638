from django.apps import AppConfig


class Catalogue(AppConfig):
    name = "counterfoil.foundation.catalogue"
    label = "catalogue"
