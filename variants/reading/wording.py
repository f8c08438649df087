"""What every variant's brief says alike: profile, identity, and texts that must or may not appear."""

from variants.reading.localized import Words
from variants.reading.table import Table
from variants.template import BriefParts, Wording

_PROFILES = ("education", "moderation")
_CHECKS = ("recording", "continuity", "text", "speech", "identity", "instructions", "injection")


def read_brief_parts(root: Table, words: Words) -> BriefParts:
    table = root.table("brief")
    if table is None:
        return BriefParts()
    optional = table.texts("optional")
    for name in optional:
        if name not in _CHECKS:
            table.refuse("optional", f"names {name!r}, which is no check; there are {', '.join(_CHECKS)}")
    made = BriefParts(
        profile=table.one_of("profile", _PROFILES) or "education",
        optional=optional,
        identity=_identity(table),
        text=_wording(table, "text", words),
        speech=_wording(table, "speech", words),
    )
    table.end()
    return made


def _identity(table: Table) -> dict[str, int | float] | None:
    inner = table.table("identity")
    if inner is None:
        return None
    people, absence_s = inner.integer("expected_people"), inner.number("max_absence_s")
    if people is not None and people < 1:
        inner.refuse("expected_people", "must be 1 or more")
    if absence_s is not None and absence_s < 0:
        inner.refuse("max_absence_s", "may not be negative")
    inner.end()
    given: dict[str, int | float | None] = {
        "expected_people": people,
        "max_absence_s": None if absence_s is None else float(absence_s),
    }
    return {key: value for key, value in given.items() if value is not None}


def _wording(table: Table, key: str, words: Words) -> Wording | None:
    inner = table.table(key)
    if inner is None:
        return None
    made = Wording(required=words.lists(inner, "required"), forbidden=words.lists(inner, "forbidden"))
    inner.end()
    return made
