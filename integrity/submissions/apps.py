from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "integrity.submissions"
    label = "submissions"
