"""The portal's addresses. Each is named in tests/integrity/portal/test_access.py with who may use it."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path
from django.views.i18n import set_language

from integrity.portal.views import assignments, courses, media, reviews, submissions

app_name = "portal"

urlpatterns = [
    path("", courses.home, name="home"),
    path(
        "sign-in/",
        LoginView.as_view(template_name="portal/sign_in.html", redirect_authenticated_user=True),
        name="sign-in",
    ),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("language/", login_not_required(set_language), name="language"),
    path("courses/<uuid:course_id>/", courses.course, name="course"),
    path("courses/<uuid:course_id>/new-assignment/", assignments.new, name="new-assignment"),
    path("courses/<uuid:course_id>/check-brief/", assignments.check_brief, name="check-brief"),
    path("assignments/<uuid:assignment_id>/", assignments.assignment, name="assignment"),
    path("assignments/<uuid:assignment_id>/edit/", assignments.edit, name="edit-assignment"),
    path("assignments/<uuid:assignment_id>/hand-in/", assignments.hand_in_recording, name="hand-in"),
    path("submissions/<uuid:submission_id>/", submissions.submission, name="submission"),
    path("submissions/<uuid:submission_id>/progress/", submissions.progress, name="progress"),
    path("submissions/<uuid:submission_id>/again/", submissions.inspect_again, name="inspect-again"),
    path("submissions/<uuid:submission_id>/report.json", submissions.report_json, name="report-json"),
    path("submissions/<uuid:submission_id>/recording/", media.recording, name="recording"),
    path("submissions/<uuid:submission_id>/evidence/<str:name>", media.evidence, name="evidence"),
    path("reviews/", reviews.to_review, name="reviews"),
]
