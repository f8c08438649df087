from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def open_cases(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """For reports that were stored before there were cases; what was clear is not drawn afterwards."""
    Case = apps.get_model("reviews", "Case")
    Run = apps.get_model("inspections", "Run")
    reported = Run.objects.filter(report__isnull=False).select_related("report", "submission__assignment")
    reported = reported.defer("report__data")
    newest = {run.submission_id: run for run in reported.order_by("created_at").iterator()}
    Case.objects.bulk_create(
        (
            Case(
                submission=run.submission,
                run=run,
                course_id=run.submission.assignment.course_id,
                student_id=run.submission.student_id,
                handed_in_at=run.submission.created_at,
            )
            for run in newest.values()
            if run.report.outcome != "clear"
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0001_cases'),
    ]

    operations = [
        migrations.RunPython(open_cases, migrations.RunPython.noop),
    ]
