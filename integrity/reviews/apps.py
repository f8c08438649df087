from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "integrity.reviews"
    label = "reviews"
