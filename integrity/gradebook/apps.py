from django.apps import AppConfig
from django.db.models.signals import post_save


class GradebookConfig(AppConfig):
    name = "integrity.gradebook"
    label = "gradebook"

    def ready(self) -> None:
        """Inspections do not know gradebooks: these listen to reports being stored, in that transaction."""
        from integrity.gradebook.domain.tallies import when_stored  # noqa: PLC0415 -- models are not loaded before
        from integrity.inspections.models import StoredReport  # noqa: PLC0415 -- likewise

        post_save.connect(when_stored, sender=StoredReport, dispatch_uid="gradebook.when_stored")
