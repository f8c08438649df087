from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "integrity.people"
    label = "people"
