"""How late something is, in words."""

from datetime import timedelta

from django.utils.translation import gettext as _


def late_words(late: timedelta | None) -> str:
    """Empty where it is in time. Rounded up to whole minutes below an hour, else down."""
    if late is None:
        return ""
    minutes = -(-int(late.total_seconds()) // 60) or 1
    if minutes < 60:
        return _("%(minutes)s min late") % {"minutes": minutes}
    if minutes < 24 * 60:
        return _("%(hours)s h %(minutes)s min late") % {"hours": minutes // 60, "minutes": minutes % 60}
    return _("%(days)s d %(hours)s h late") % {"days": minutes // 1440, "hours": minutes % 1440 // 60}
