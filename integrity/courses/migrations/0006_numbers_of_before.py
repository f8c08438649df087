"""Variants that were issued before are counted."""

from django.db import migrations, models


def count(apps, schema_editor):
    """In the order in which they were issued. Codes that were given out stay."""
    IssuedVariant = apps.get_model("courses", "IssuedVariant")
    IssuedVariant.objects.filter(course=None).update(
        course_id=models.Subquery(
            apps.get_model("courses", "Assignment")
            .objects.filter(pk=models.OuterRef("assignment_id"))
            .values("course_id")[:1]
        )
    )
    for course in apps.get_model("courses", "Course").objects.all():
        number = -1
        issued = IssuedVariant.objects.filter(course=course).order_by("issued_at", "pk")
        for number, key in enumerate(issued.values_list("pk", flat=True)):
            IssuedVariant.objects.filter(pk=key).update(number=number)
        course.variants_issued = number + 1
        course.save(update_fields=["variants_issued"])


class Migration(migrations.Migration):
    dependencies = [("courses", "0005_numbers")]
    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
