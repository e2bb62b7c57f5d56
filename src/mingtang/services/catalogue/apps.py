"""Django app for items and their guides."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "mingtang.services.catalogue"
    label = "services_catalogue"
