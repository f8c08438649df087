from django.db import migrations


def keep_codes(apps, schema_editor):
    """Of cases that were opened before: what their newest reports have."""
    Case = apps.get_model('reviews', 'Case')
    CaseCode = apps.get_model('reviews', 'CaseCode')
    found = Case.objects.filter(run__report__isnull=False).values_list('pk', 'run__report__data')
    for case_id, data in found.iterator(chunk_size=200):
        codes = {finding['code'] for finding in data['findings']}
        CaseCode.objects.bulk_create(CaseCode(case_id=case_id, code=code) for code in sorted(codes))


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0006_looks_policies_and_practice'),
    ]

    operations = [
        migrations.RunPython(keep_codes, migrations.RunPython.noop),
    ]
