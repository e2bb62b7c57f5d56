"""Django app for people and organisations."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "mingtang.accounts.people"
    label = "accounts_people"
