from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "integrity.portal"
    label = "portal"
