"""A client that others wrote, against the site as an operator runs it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings
from tusclient import client as tus_client
from tusclient.exceptions import TusCommunicationError

from integrity.lib.environment import env_database
from integrity.submissions.models import Upload
from tests.integrity.houses import House, a_house
from tests.integrity.portal.browsing import start_web
from tests.integrity.rows import MP4_BYTES, a_user, an_assignment

pytestmark = pytest.mark.slow

CONTENT = MP4_BYTES + bytes(range(256)) * 12_000


@pytest.fixture
def house(home: Path, settings: Settings, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    with (
        django_db_blocker.unblock(),
        a_house(home, database=env_database("NOT_SET", home=home), urls={}) as house,
    ):
        yield house


def test_tuspy_sends_in_pieces_goes_on_where_it_was_and_is_told_what_is_too_large(
    house: House, tmp_path: Path
) -> None:
    assignment = an_assignment()
    tus = tus_client.TusClient(f"{start_web(house)}/uploads/", headers=headers_of_sam())
    said = {"assignment": str(assignment.pk), "filename": "work.mp4"}
    path = tmp_path / "work.mp4"
    path.write_bytes(CONTENT)
    with path.open("rb") as file:
        first = tus.uploader(file_stream=file, chunk_size=1_000_000, metadata=said, upload_checksum=True)
        first.upload_chunk()
        assert first.offset == 1_000_000
        second = tus.uploader(file_stream=file, chunk_size=700_000, url=first.url)
        assert second.offset == 1_000_000
        second.upload()
        upload = Upload.objects.get()
        assert upload.is_complete
        assert upload.path.read_bytes() == CONTENT

        huge = tus.uploader(file_stream=file, metadata=said)
        huge.get_file_size = lambda: 20 * 10**9
        with pytest.raises(TusCommunicationError) as refused:
            huge.upload()
    assert refused.value.status_code == 413


def headers_of_sam() -> dict[str, str]:
    """A session, with the token that a page would give to its script."""
    client = Client()
    client.force_login(a_user("sam"))
    page = client.get("/")
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    return {"Cookie": cookies, "X-CSRFToken": str(page.context["csrf_token"])}
