from django.apps import AppConfig
from django.db.models.signals import post_save


class ReviewsConfig(AppConfig):
    name = "integrity.reviews"
    label = "reviews"

    def ready(self) -> None:
        """Inspections do not know reviews: these listen to reports being stored, in that transaction."""
        from integrity.inspections.models import StoredReport  # noqa: PLC0415 -- models are not loaded before
        from integrity.reviews.domain.cases import when_stored  # noqa: PLC0415 -- likewise

        post_save.connect(when_stored, sender=StoredReport, dispatch_uid="reviews.when_stored")
