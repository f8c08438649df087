from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "integrity.inspections"
    label = "inspections"
