"""How long things may take, and how many clear submissions are drawn: as the settings say."""

from datetime import timedelta

from django.conf import settings


def sample_share() -> float:
    """From 0 to 1."""
    return float(settings.CANDOR_REVIEW_SAMPLE)


def lease_time() -> timedelta:
    return timedelta(seconds=settings.CANDOR_REVIEW_LEASE_S)


def undo_time() -> timedelta:
    return timedelta(seconds=settings.CANDOR_UNDO_S)


def reply_time() -> timedelta:
    return timedelta(days=settings.CANDOR_REPLY_DAYS)


def appeal_time() -> timedelta:
    return timedelta(days=settings.CANDOR_APPEAL_DAYS)
