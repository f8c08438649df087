from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "integrity.courses"
    label = "courses"
