"""The people of a course: found, put into groups, changed one by one."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from integrity.courses.domain.members import (
    MembersRefused,
    add_group,
    change_member,
    remove_group,
    remove_member,
)
from integrity.courses.models import Course, Group, Membership, Role
from integrity.courses.queries import courses_as
from integrity.people.names import by_name, is_named
from integrity.portal.requests import SignedIn, text_in
from integrity.portal.roster_words import role_words

PAGE_ROWS = 50


@require_safe
def people(request: SignedIn, course_id: UUID) -> HttpResponse:
    return _people_page(request, _taught(request, course_id))


@require_POST
def new_group(request: SignedIn, course_id: UUID) -> HttpResponse:
    course = _taught(request, course_id)
    try:
        add_group(course, text_in(request, "name"))
    except MembersRefused as refusal:
        return _people_page(request, course, problem=_refusals()[refusal.code])
    return redirect("portal:people", course.pk)


@require_POST
def drop_group(request: SignedIn, group_id: int) -> HttpResponse:
    taught = courses_as(request.user, Role.INSTRUCTOR)
    group = get_object_or_404(Group.objects.filter(course__in=taught), pk=group_id)
    remove_group(group)
    return redirect("portal:people", group.course_id)


@require_http_methods(["GET", "HEAD", "POST"])
def member(request: SignedIn, member_id: int) -> HttpResponse:
    shown = _member(request, member_id)
    if request.method != "POST":
        return _member_page(request, shown)
    role = request.POST.get("role", "")
    groups = [int(one) for one in request.POST.getlist("group") if one.isdecimal() and len(one) < 19]
    try:
        change_member(
            shown, request.user, role=Role(role) if role in set(Role) else Role(shown.role), groups=groups
        )
    except MembersRefused as refusal:
        return _member_page(request, shown, problem=_refusals()[refusal.code])
    return redirect("portal:people", shown.course_id)


@require_POST
def drop_member(request: SignedIn, member_id: int) -> HttpResponse:
    """Nobody is removed by one click: the form asks for a tick."""
    shown = _member(request, member_id)
    if "sure" not in request.POST:
        return _member_page(request, shown, problem=_("Tick that you mean it first."))
    try:
        remove_member(shown, request.user)
    except MembersRefused as refusal:
        return _member_page(request, shown, problem=_refusals()[refusal.code])
    return redirect("portal:people", shown.course_id)


def _people_page(request: SignedIn, course: Course, *, problem: str = "") -> HttpResponse:
    wanted = request.GET.get("q", "").replace("\0", "").strip()[:200]
    role, group = request.GET.get("role", ""), request.GET.get("group", "")
    members = course.memberships.select_related("user").prefetch_related("groups")
    kept = [one for one in members if is_named(one.user, wanted) and _is_kept(one, role, group)]
    kept.sort(key=lambda one: by_name(one.user))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "course": course,
        "page": Paginator(kept, PAGE_ROWS).get_page(request.GET.get("page")),
        "wanted": {"q": wanted, "role": role, "group": group},
        "query": query.urlencode(),
        "groups": _groups_with_people(course, list(members)),
        "roles": role_words(),
        "problem": problem,
    }
    return render(request, "portal/people.html", context, status=400 if problem else 200)


def _is_kept(one: Membership, role: str, group: str) -> bool:
    return role in {"", one.role} and (not group or group in {str(its.pk) for its in one.groups.all()})


def _groups_with_people(course: Course, members: list[Membership]) -> list[tuple[Group, int, list[str]]]:
    """Each group with how many students it has, and its assistants' names."""
    groups: list[tuple[Group, int, list[str]]] = []
    for group in course.groups.all():
        its = [one for one in members if group in one.groups.all()]
        students = sum(one.role == Role.STUDENT for one in its)
        groups.append((group, students, [str(one.user) for one in its if one.role == Role.ASSISTANT]))
    return groups


def _member_page(request: SignedIn, shown: Membership, *, problem: str = "") -> HttpResponse:
    context = {
        "member": shown,
        "course": shown.course,
        "groups": shown.course.groups.all(),
        "in_groups": list(shown.groups.all()),
        "roles": role_words(),
        "problem": problem,
    }
    return render(request, "portal/member.html", context, status=400 if problem else 200)


def _taught(request: SignedIn, course_id: UUID) -> Course:
    return get_object_or_404(courses_as(request.user, Role.INSTRUCTOR), pk=course_id)


def _member(request: SignedIn, member_id: int) -> Membership:
    taught = courses_as(request.user, Role.INSTRUCTOR)
    members = Membership.objects.filter(course__in=taught).select_related("course", "user")
    return get_object_or_404(members, pk=member_id)


def _refusals() -> dict[str, str]:
    return {
        "last_instructor": _("This is the course's only instructor; name another one first."),
        "group_name": _("A group needs a name, of up to 80 characters."),
        "group_known": _("There is a group of this name already."),
    }
