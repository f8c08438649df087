"""The disability office's pages: what is taken out of a person's tasks, and why, for nobody else to read."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from integrity.courses.domain.arrangements import (
    REMOVES,
    Preset,
    arrange,
    arrangement_of,
    institutions_of,
    people_of,
)
from integrity.courses.domain.removals import REMOVABLE_CHECKS, REMOVABLE_CODES
from integrity.courses.models import Arrangement
from integrity.people.models import Institution, User
from integrity.people.names import by_name, is_named
from integrity.portal.arrangement_words import preset_words
from integrity.portal.requests import SignedIn, text_in
from variants.template import Accommodation

PAGE_ROWS = 50


@require_safe
def arrangements(request: SignedIn) -> HttpResponse:
    institutions = institutions_of(request.user)
    if not institutions:
        raise Http404
    wanted = request.GET.get("q", "").replace("\0", "").strip()[:200]
    arranged = set(Arrangement.objects.filter(institution__in=institutions).values_list("user", flat=True))
    people = people_of(institutions).only("first_name", "last_name", "username", "email")
    kept = [one for one in people if (one.pk in arranged if not wanted else is_named(one, wanted))]
    context = {
        "page": Paginator(sorted(kept, key=by_name), PAGE_ROWS).get_page(request.GET.get("page")),
        "arranged": arranged,
        "wanted": wanted,
    }
    return render(request, "portal/arrangements.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def arrangement(request: SignedIn, person_id: int) -> HttpResponse:
    person = get_object_or_404(people_of(institutions_of(request.user)), pk=person_id)
    institution = _institution(request, person)
    if request.method != "POST":
        return _page(request, institution, person)
    arrange(
        institution,
        person,
        request.user,
        removed=_removed(request),
        ways=request.POST.getlist("way"),
        reason=text_in(request, "reason"),
    )
    return redirect("portal:arrangements")


def _institution(request: SignedIn, person: User) -> Institution:
    """Of several whose office the reader is the one that is asked for, else the person's own."""
    held = {one.pk: one for one in institutions_of(request.user)}
    asked = request.POST.get("institution") or request.GET.get("institution") or ""
    try:
        return held[UUID(asked)]
    except (KeyError, ValueError):
        own = person.institution_id
        return held[own] if own in held else next(iter(held.values()))


def _removed(request: SignedIn) -> list[str]:
    presets = [Preset(one) for one in request.POST.getlist("preset") if one in set(Preset)]
    return [*request.POST.getlist("removed"), *(name for one in presets for name in REMOVES[one])]


def _codes_of(check: str) -> list[str]:
    return [code for code in REMOVABLE_CODES if code.startswith(f"{check}.")]


def _page(request: SignedIn, institution: Institution, person: User) -> HttpResponse:
    arranged = arrangement_of(institution.pk, person.pk)
    removed = frozenset(arranged.removed if arranged else ())
    presets = [one for one in Preset if REMOVES[one] <= removed]
    history = Arrangement.objects.filter(institution=institution, user=person).select_related("by")
    context = {
        "person": person,
        "institution": institution,
        "arranged": arranged,
        # What a preset stands for is not ticked twice: else taking the preset back would leave it.
        "removed": removed.difference(*(REMOVES[one] for one in presets)),
        "presets": [(one, word, one in presets) for one, word in preset_words().items()],
        "checks": [(check, _codes_of(check)) for check in REMOVABLE_CHECKS],
        "ways": list(Accommodation),
        "history": history,
    }
    return render(request, "portal/arrangement.html", context)
