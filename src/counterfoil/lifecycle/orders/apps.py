from django.apps import AppConfig


class Orders(AppConfig):
    name = "counterfoil.lifecycle.orders"
    label = "orders"
