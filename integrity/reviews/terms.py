"""How long things may take, and how many clear submissions are drawn: as the settings say."""

from datetime import timedelta

from django.conf import settings


def sample_share() -> float:
    """From 0 to 1."""
    return float(getattr(settings, "CANDOR_REVIEW_SAMPLE", 0.05))


def lease_time() -> timedelta:
    return timedelta(seconds=getattr(settings, "CANDOR_REVIEW_LEASE_S", 600))


def undo_time() -> timedelta:
    return timedelta(seconds=getattr(settings, "CANDOR_UNDO_S", 60))


def reply_time() -> timedelta:
    return timedelta(days=getattr(settings, "CANDOR_REPLY_DAYS", 7))


def appeal_time() -> timedelta:
    return timedelta(days=getattr(settings, "CANDOR_APPEAL_DAYS", 14))
