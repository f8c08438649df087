from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from integrity.stewardship.abilities import Lack, Lacking, lacking
from integrity.stewardship.domain.inventory import note_worker
from integrity.stewardship.models import WorkerNote
from tests.integrity.rows import a_brief
from workers.brief import parse_brief

pytestmark = pytest.mark.django_db

STEP = Lack(what=Lacking.MODEL, text="Write the function in the editor")
NAMED = a_brief() + 'expect_text = ["def"]\n'


def lacks(text: str, *, faces_allowed: bool = False) -> list[Lack]:
    return lacking(parse_brief(text), faces_allowed=faces_allowed)


def a_worker_with(asr: str, **columns: object) -> None:
    engines = [{"kind": "asr", "name": asr, "default": True}]
    note_worker(asr, engines=engines, hosts=[], hosts_why_not="")
    WorkerNote.objects.filter(name=asr).update(**columns)


def test_a_step_that_names_no_ground_needs_a_model(settings: Settings) -> None:
    assert lacks(a_brief()) == [STEP]
    assert lacks(NAMED) == []
    settings.CANDOR_VLM = "transformers"
    assert lacks(a_brief()) == []


def test_speech_in_a_language_that_no_worker_knows_is_named() -> None:
    russian = 'language = "ru-RU"\n' + NAMED
    assert lacks(russian) == []
    a_worker_with("pocketsphinx")
    assert lacks(russian) == [Lack(what=Lacking.LANGUAGE, text="ru-RU")]
    assert lacks(NAMED) == []
    assert lacks('skip = ["speech"]\n' + russian) == []
    a_worker_with("faster-whisper")
    assert lacks(russian) == []


def test_what_a_worker_said_long_ago_is_not_believed() -> None:
    a_worker_with("pocketsphinx", seen_at=timezone.now() - timedelta(hours=1))
    assert lacks('language = "ru"\n' + NAMED) == []


def test_faces_need_a_basis() -> None:
    text = NAMED + "[identity]\n"
    assert lacks(text) == [Lack(what=Lacking.FACES)]
    assert lacks(text, faces_allowed=True) == []


def test_a_text_in_letters_that_no_worker_reads_is_named() -> None:
    text = a_brief() + 'expect_text = ["Готово"]\n'
    assert lacks(text) == []
    for name, reads, found in (
        ("rapidocr", ["latin"], [Lack(what=Lacking.SCRIPT, text="Готово")]),
        ("paddle", ["latin", "cyrillic"], []),
    ):
        engines = [{"kind": "ocr", "name": name, "default": True, "reads": reads}]
        note_worker(name, engines=engines, hosts=[], hosts_why_not="")
        assert lacks(text) == found
