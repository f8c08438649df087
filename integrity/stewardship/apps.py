from django.apps import AppConfig


class StewardshipConfig(AppConfig):
    name = "integrity.stewardship"
    label = "stewardship"
