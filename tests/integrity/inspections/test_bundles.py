"""What leaves the site is signed, and can be checked without it."""

import stat
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from integrity.inspections.domain.bundles import bundle_of
from integrity.inspections.models import StoredReport
from integrity.lib.signing import signing_key
from tests.integrity.rows import PASSWORD, a_reported_submission
from workers.bundle import verify_bundle
from workers.errors import KeyInvalid
from workers.signing import PublicKey

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key_file(settings, tmp_path: Path) -> Path:
    settings.CANDOR_SIGNING_KEY_FILE = tmp_path / "keys" / "signing.pem"
    return settings.CANDOR_SIGNING_KEY_FILE


def test_a_bundle_holds_the_report_and_what_it_rests_on(tmp_path: Path) -> None:
    submission = a_reported_submission()
    stored = StoredReport.objects.get(run__submission=submission)
    bundle = tmp_path / "bundle.zip"
    bundle.write_bytes(bundle_of(stored))
    verified = verify_bundle(bundle)
    assert verified.recording_sha256 == submission.recording.sha256
    assert verified.key.fingerprint == signing_key().public.fingerprint
    pictures = len(list((stored.path / "evidence").iterdir()))
    assert verified.files == 3 + pictures
    assert pictures > 0


def test_a_student_gets_the_same_bundle_as_staff_and_anybody_the_key(tmp_path: Path) -> None:
    submission = a_reported_submission()
    sam = Client()
    assert sam.login(username="sam", password=PASSWORD)
    response = sam.get(reverse("portal:report-bundle", args=[submission.pk]))
    bundle = tmp_path / "bundle.zip"
    bundle.write_bytes(response.content)
    published = PublicKey.from_pem(Client().get(reverse("portal:public-key")).content)
    assert verify_bundle(bundle).key.fingerprint == published.fingerprint


def test_the_key_is_made_once_and_only_its_owner_may_read_it(key_file: Path) -> None:
    first = signing_key().public.fingerprint
    assert signing_key().public.fingerprint == first
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert [path.name for path in key_file.parent.iterdir()] == ["signing.pem"]


def test_a_file_that_is_no_key_is_refused(key_file: Path) -> None:
    key_file.parent.mkdir()
    key_file.write_text("not a key")
    with pytest.raises(KeyInvalid):
        signing_key()
