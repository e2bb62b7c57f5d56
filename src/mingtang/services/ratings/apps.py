"""The Django app of ratings."""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    name = "mingtang.services.ratings"
    label = "services_ratings"
    verbose_name = "好差评"
