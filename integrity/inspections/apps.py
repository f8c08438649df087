from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "integrity.inspections"
    label = "inspections"

    def ready(self) -> None:
        from django.db.models.signals import post_delete  # noqa: PLC0415 -- apps are ready only now

        from integrity.inspections import models  # noqa: PLC0415 -- likewise

        post_delete.connect(models.forget_copy_files, sender=models.ViewingCopy)
