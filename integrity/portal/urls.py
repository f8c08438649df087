"""The portal's addresses. Each is named in tests/integrity/portal/test_access.py with who may use it."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language

from integrity.portal.views import (
    answers,
    assignments,
    cases,
    courses,
    decisions,
    drift,
    hearings,
    media,
    people,
    receipts,
    reviews,
    submissions,
    takes,
    templates,
    tracing,
    uploads,
    variants,
    versions,
)
from integrity.portal.views.administration import accounts, engines, log, queues

app_name = "portal"

_SIGN_IN = require_http_methods(["GET", "HEAD", "POST"])(
    LoginView.as_view(template_name="portal/sign_in.html", redirect_authenticated_user=True)
)

urlpatterns = [
    path("", courses.home, name="home"),
    path("sign-in/", _SIGN_IN, name="sign-in"),
    path("sign-out/", require_POST(LogoutView.as_view()), name="sign-out"),
    path("language/", login_not_required(require_POST(set_language)), name="language"),
    path("courses/<uuid:course_id>/", courses.course, name="course"),
    path("courses/<uuid:course_id>/new-assignment/", assignments.new, name="new-assignment"),
    path("courses/<uuid:course_id>/check-brief/", assignments.check_brief, name="check-brief"),
    path("courses/<uuid:course_id>/new-template/", templates.new, name="new-template"),
    path("courses/<uuid:course_id>/check-template/", templates.check_template, name="check-template"),
    path("courses/<uuid:course_id>/people/", people.people, name="people"),
    path("templates/<uuid:template_id>/", templates.template, name="template"),
    path("versions/<int:version_id>/check/", versions.check, name="check-version"),
    path("versions/<int:version_id>/release/", versions.release_version, name="release-version"),
    path("versions/<int:version_id>/assign/", versions.assign_version, name="assign-version"),
    path("assignments/<uuid:assignment_id>/", assignments.assignment, name="assignment"),
    path("assignments/<uuid:assignment_id>/edit/", assignments.edit, name="edit-assignment"),
    path("assignments/<uuid:assignment_id>/hand-in/", assignments.hand_in_recording, name="hand-in"),
    path("assignments/<uuid:assignment_id>/answers/", answers.answer, name="answer"),
    path("assignments/<uuid:assignment_id>/variants/", variants.variants, name="variants"),
    path("assignments/<uuid:assignment_id>/variants.csv", variants.variants_csv, name="variants-csv"),
    path("assignments/<uuid:assignment_id>/use-version/", versions.use, name="use-version"),
    path("assignments/<uuid:assignment_id>/trace/", tracing.trace, name="trace"),
    path("assignments/<uuid:assignment_id>/drift/", drift.drift_page, name="drift"),
    path("assignments/<uuid:assignment_id>/adjust/", drift.adjust_value, name="adjust"),
    path("variants/<uuid:variant_id>/", variants.variant, name="variant"),
    path("variants/<uuid:variant_id>/sheet/", variants.sheet, name="variant-sheet"),
    path("variants/<uuid:variant_id>/reissue/", variants.reissue_variant, name="reissue"),
    path("submissions/<uuid:submission_id>/", submissions.submission, name="submission"),
    path("submissions/<uuid:submission_id>/progress/", submissions.progress, name="progress"),
    path("submissions/<uuid:submission_id>/again/", submissions.inspect_again, name="inspect-again"),
    path("submissions/<uuid:submission_id>/report.json", submissions.report_json, name="report-json"),
    path("submissions/<uuid:submission_id>/report.zip", submissions.report_bundle, name="report-bundle"),
    path("signing-key.pem", submissions.public_key, name="public-key"),
    path("submissions/<uuid:submission_id>/recording/", media.recording, name="recording"),
    path("submissions/<uuid:submission_id>/evidence/<str:name>", media.evidence, name="evidence"),
    path("submissions/<uuid:submission_id>/reply/", hearings.reply, name="reply"),
    path("submissions/<uuid:submission_id>/appeal/", hearings.appeal, name="appeal"),
    path("submissions/<uuid:submission_id>/receipt/", receipts.receipt, name="receipt"),
    path("submissions/<uuid:submission_id>/receipt.json", receipts.receipt_json, name="receipt-json"),
    path("assignments/<uuid:assignment_id>/takes/", takes.begin, name="begin-take"),
    path("takes/<uuid:take_id>/", takes.take, name="take"),
    path("takes/<uuid:take_id>/journal/", takes.add_to_journal, name="take-journal"),
    path("takes/<uuid:take_id>/hand-in/", takes.hand_in, name="take-hand-in"),
    path("takes/<uuid:take_id>/discard/", takes.discard, name="take-discard"),
    path("uploads/", uploads.uploads, name="uploads"),
    path("uploads/<uuid:upload_id>/", uploads.upload, name="upload"),
    path("reviews/", reviews.to_review, name="reviews"),
    path("reviews/next/", reviews.next_case, name="next-case"),
    path("cases/<uuid:case_id>/", cases.case, name="case"),
    path("cases/<uuid:case_id>/take/", cases.take_case, name="take-case"),
    path("cases/<uuid:case_id>/draft/", cases.draft, name="draft"),
    path("cases/<uuid:case_id>/evidence/<str:finding_id>/", cases.open_evidence, name="open-evidence"),
    path("cases/<uuid:case_id>/decide/", decisions.decide, name="decide"),
    path("cases/<uuid:case_id>/undo/", decisions.undo, name="undo"),
    path("cases/<uuid:case_id>/reopen/", decisions.reopen, name="reopen"),
    path("cases/<uuid:case_id>/pass/", decisions.pass_case, name="pass-case"),
    path("cases/<uuid:case_id>/release/", decisions.release, name="release"),
    path("administration/", queues.administration, name="administration"),
    path("administration/retry/", queues.retry_runs, name="retry-runs"),
    path("administration/engines/", engines.engines, name="engines"),
    path("administration/people/", accounts.accounts, name="accounts"),
    path("administration/people/<int:person_id>/", accounts.account, name="account"),
    path("administration/people/<int:person_id>/change/", accounts.change_account, name="change-account"),
    path("administration/log/", log.log, name="log"),
    path("administration/log/verify/", log.verify_log, name="verify-log"),
]
