"""An assignment's gradebook as a file, for its instructors."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from integrity.courses.models import Role
from integrity.courses.queries import assignments_as
from integrity.gradebook.export import Cell, as_csv, as_workbook, cells_of, rows_of, standings_of
from integrity.portal.gradebook_words import cell_words, meanings, sheet_titles
from integrity.portal.requests import SignedIn

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def as_csv_file(request: SignedIn, assignment_id: UUID) -> HttpResponse:
    content = as_csv(_table(request, assignment_id), meanings())
    return _file(content, "text/csv; charset=utf-8", f"gradebook-{assignment_id}.csv")


@require_safe
def as_excel_file(request: SignedIn, assignment_id: UUID) -> HttpResponse:
    content = as_workbook(_table(request, assignment_id), meanings(), sheet_titles())
    return _file(content, _WORKBOOK, f"gradebook-{assignment_id}.xlsx")


def _table(request: SignedIn, assignment_id: UUID) -> list[tuple[Cell, ...]]:
    shown = get_object_or_404(assignments_as(request.user, Role.INSTRUCTOR), pk=assignment_id)
    words = cell_words()
    return [cells_of(row, words) for row in rows_of(shown, standings_of(shown))]


def _file(content: str | bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
