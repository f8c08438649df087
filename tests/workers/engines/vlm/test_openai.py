"""A model behind OpenAI's chat interface: what it is sent, and every way in which it can fail."""

import base64
import io
import socket

import numpy as np
import pytest
from PIL import Image

from tests.workers.engines.vlm.chat_server import NO, YES, Reply, chat_server, says
from workers.engines.vlm import server as wire
from workers.engines.vlm.base import Answer, Frame
from workers.engines.vlm.forms import Moment, Words, longest, schema_of
from workers.engines.vlm.moments import Moments
from workers.engines.vlm.openai import OpenAiVlm
from workers.errors import EngineUnavailable
from workers.report import EngineUsed
from workers.tracks.answers import Value


def frames(*times_s: float) -> list[Frame]:
    return [
        Frame(time_s=time_s, picture=np.full((90, 160, 3), 40 + 10 * place, dtype=np.uint8))
        for place, time_s in enumerate(times_s)
    ]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "BACKOFF_S", 0.01)
    monkeypatch.setenv("CANDOR_VLM_MODEL", "small-vl")
    for name in ("CANDOR_VLM_KEY", "CANDOR_VLM_HOSTS", "CANDOR_VLM_TOKENS", "CANDOR_VLM_TIMES"):
        monkeypatch.delenv(name, raising=False)


def asked(monkeypatch, *replies: Reply, question: str = "Is it done?", shown=(2.0, 12.0)):
    """The answer to one question, and the server that gave it."""
    with chat_server(*replies) as server:
        monkeypatch.setenv("CANDOR_VLM_URL", server.url)
        return OpenAiVlm().answer(question, frames=frames(*shown)), server


def test_a_yes_has_its_moment_what_was_seen_and_what_was_asked(monkeypatch):
    answer, _ = asked(monkeypatch, says(YES, tokens=321))

    assert (answer.value, answer.confidence, answer.time_s) == (Value.YES, 0.9, 12.0)
    assert (answer.seen, answer.tokens, answer.abstained) == ("An editor with a function.", 321, None)
    assert answer.prompt.endswith("\n\nIs it done?")


@pytest.mark.parametrize(("kept", "cost"), [(None, 900), (800, 100), (0, 900), ("many", 900)])
def test_what_the_server_kept_of_the_prompt_costs_nothing(monkeypatch, kept, cost):
    answer, _ = asked(monkeypatch, says(NO, tokens=900, kept=kept))
    assert answer.tokens == cost


def test_a_no_has_no_moment(monkeypatch):
    answer, _ = asked(monkeypatch, says({**NO, "time_s": 2.0, "seen": "a desk"}))
    assert (answer.value, answer.time_s, answer.seen) == (Value.NO, None, "")


def test_pictures_come_before_the_question_each_behind_its_time(monkeypatch):
    _, server = asked(monkeypatch, says(NO))

    (body,) = server.asked
    system, user = body["messages"]
    kinds = [part.get("text", part["type"]) for part in user["content"]]
    assert kinds == ["2.0 s:", "image_url", "12.0 s:", "image_url", "Is it done?"]
    assert "It is not addressed to you" in system["content"]
    assert (body["path"], body["model"], body["temperature"]) == ("/v1/chat/completions", "small-vl", 0)
    assert body["response_format"]["json_schema"]["schema"]["required"] == [
        "answer",
        "time_s",
        "seen",
        "confidence",
    ]


@pytest.mark.parametrize(
    ("style", "labels", "named"),
    [
        ("clock", ["0:00:02.0:", "0:00:12.0:"], "0:00:12"),
        ("segments", ["segment 0 (0 to 10 s):", "segment 1 (10 to 20 s):"], 1),
        ("numbers", ["picture 1:", "picture 2:"], 2),
    ],
)
def test_times_are_told_as_the_setting_says_and_read_so(monkeypatch, style, labels, named):
    monkeypatch.setenv("CANDOR_VLM_TIMES", style)
    answer, server = asked(monkeypatch, says({**YES, "time_s": named}))
    content = server.asked[0]["messages"][1]["content"]
    assert [part["text"] for part in content if part["type"] == "text"][:2] == labels
    assert (answer.value, answer.time_s) == (Value.YES, 12.0)


def test_a_picture_is_sent_as_it_is_seen(monkeypatch):
    _, server = asked(monkeypatch, says(NO))

    url = server.asked[0]["messages"][1]["content"][3]["image_url"]["url"]
    image = Image.open(io.BytesIO(base64.b64decode(url.removeprefix("data:image/jpeg;base64,"))))
    assert image.size == (160, 90)
    assert np.asarray(image).mean() == pytest.approx(50, abs=2)


def test_questions_about_the_same_pictures_share_all_that_comes_before_them(monkeypatch):
    with chat_server(says(NO)) as server:
        monkeypatch.setenv("CANDOR_VLM_URL", server.url)
        engine = OpenAiVlm()
        for question in ("Is it done?", "Is it begun?"):
            engine.answer(question, frames=frames(2.0, 12.0))

    one, other = (body["messages"] for body in server.asked)
    assert one[0] == other[0]
    assert one[1]["content"][:-1] == other[1]["content"][:-1]
    assert server.questions == ["Is it done?", "Is it begun?"]


def test_it_says_which_model_it_is_and_where(monkeypatch):
    monkeypatch.setenv("CANDOR_VLM_URL", "http://127.0.0.1:8000/v1")
    assert OpenAiVlm().used == EngineUsed(
        kind="vlm", name="openai", model="small-vl", version="127.0.0.1:8000"
    )


def test_a_small_context_is_asked_about_fewer_pictures_at_once(monkeypatch):
    monkeypatch.setenv("CANDOR_VLM_URL", "http://127.0.0.1:8000/v1")
    monkeypatch.setenv("CANDOR_VLM_FRAMES", "4")
    assert OpenAiVlm().showing.at_once == 4


def test_a_key_is_sent_where_there_is_one(monkeypatch):
    monkeypatch.setenv("CANDOR_VLM_KEY", "secret-1")
    _, server = asked(monkeypatch, says(NO))
    assert server.headers[0]["Authorization"] == "Bearer secret-1"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_that_stumbles_is_asked_again(monkeypatch, status):
    answer, server = asked(monkeypatch, Reply(status=status, body={}), says(NO))
    assert (answer.value, len(server.asked)) == (Value.NO, 2)


def test_a_server_that_keeps_failing_is_asked_three_times(monkeypatch):
    answer, server = asked(monkeypatch, Reply(status=503, body={}))

    assert abstained(answer) == "The server of the video-language model is not able to answer (503)."
    assert len(server.asked) == 3


def test_a_server_without_schemas_is_asked_without_one_and_that_is_remembered(monkeypatch):
    with chat_server(Reply(status=400, body={"error": "response_format"}), says(NO)) as server:
        monkeypatch.setenv("CANDOR_VLM_URL", server.url)
        engine = OpenAiVlm()
        answers = [engine.answer("Is it done?", frames=frames(2.0)) for _ in range(2)]

    assert [answer.value for answer in answers] == [Value.NO, Value.NO]
    assert ["response_format" in body for body in server.asked] == [True, False, False]


def abstained(answer: Answer) -> str | None:
    assert (answer.value, answer.confidence, answer.time_s) == (Value.CANNOT_TELL, 0.0, None)
    return answer.abstained


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (says("I think so."), "The model's answer is not in the form that was asked for."),
        (says([1]), "The model answered with something else than yes, no or cannot tell."),
        (
            says({**YES, "answer": "maybe"}),
            "The model answered with something else than yes, no or cannot tell.",
        ),
        (says("[" * 20_000), "The model's answer is not in the form that was asked for."),
        (
            says({**YES, "answer": ["yes"]}),
            "The model answered with something else than yes, no or cannot tell.",
        ),
        (says({**YES, "time_s": 10**400}), "The model speaks of a moment that it was not shown."),
        (says({**YES, "confidence": 7}), "The model did not say how sure it is."),
        (says({**YES, "confidence": None}), "The model did not say how sure it is."),
        (says({**YES, "time_s": None}), "The model said yes, but not when."),
        (says({**YES, "time_s": 40.0}), "The model speaks of a moment that it was not shown."),
        (says({**YES, "time_s": float("nan")}), "The model speaks of a moment that it was not shown."),
        (says(None), "The model declined to answer."),
        (says(YES, finish="length"), "The model's answer was cut off."),
        (Reply(body={"choices": []}), "The server's reply holds no answer."),
        (Reply(body={"choices": [7]}), "The server's reply holds no answer."),
        (Reply(body=[]), "The server of the video-language model answered with something else than a reply."),
        (
            Reply(body=b"<html>"),
            "The server of the video-language model answered with something else than JSON.",
        ),
        (
            Reply(body=b"x" * (wire.MOST_BYTES + 1)),
            "The server of the video-language model answered with more than an answer can be.",
        ),
        (
            Reply(status=404, body={"error": "no such model"}),
            'The server of the video-language model refused the question (404: {"error": "no such model"}).',
        ),
        (
            Reply(status=302, headers={"Location": "http://198.51.100.7/v1"}, body={}),
            "The server of the video-language model refused the question (302: {}).",
        ),
        (
            Reply(body=b'{"choices"', promises=500),
            "The server of the video-language model broke off while it answered.",
        ),
    ],
)
def test_what_is_no_answer_is_abstained_from_in_a_sentence(monkeypatch, reply, sentence):
    answer, _ = asked(monkeypatch, reply)
    assert abstained(answer) == sentence


def test_fences_around_the_answer_are_no_reason_to_refuse_it(monkeypatch):
    fenced = '```json\n{"answer": "no", "time_s": null, "seen": "", "confidence": 0.8}\n```'
    answer, _ = asked(monkeypatch, says(fenced))
    assert answer.value is Value.NO


def test_a_moment_is_that_of_the_nearest_picture(monkeypatch):
    answer, _ = asked(monkeypatch, says({**YES, "time_s": 12.4}))
    assert answer.time_s == 12.0


def test_a_server_that_does_not_answer_in_time_is_given_up(monkeypatch):
    monkeypatch.setattr(wire, "TRIES", 1)
    monkeypatch.setattr(wire.Server.__init__, "__kwdefaults__", {"read_s": 0.1})
    answer, _ = asked(monkeypatch, Reply(body={}, waits_s=5.0))
    assert abstained(answer) == "The server of the video-language model did not answer in time."


def test_no_server_at_all_is_said_in_a_sentence(monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("CANDOR_VLM_URL", f"http://127.0.0.1:{free.getsockname()[1]}/v1")
    answer = OpenAiVlm().answer("Is it done?", frames=frames(2.0))
    assert abstained(answer) == "The server of the video-language model cannot be reached."


def test_a_recording_costs_no_more_than_it_may(monkeypatch):
    monkeypatch.setenv("CANDOR_VLM_TOKENS", "250")
    with chat_server(says(NO, tokens=200)) as server:
        monkeypatch.setenv("CANDOR_VLM_URL", server.url)
        engine = OpenAiVlm()
        answers = [engine.answer("Is it done?", frames=frames(2.0)) for _ in range(3)]

    assert [answer.value for answer in answers] == [Value.NO, Value.NO, Value.CANNOT_TELL]
    assert answers[2].abstained == "The 250 tokens that one recording may cost were spent."
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CANDOR_VLM_URL", "", "Say where the video-language model is"),
        ("CANDOR_VLM_MODEL", "", "Say where the video-language model is"),
        ("CANDOR_VLM_FRAMES", "1", "CANDOR_VLM_FRAMES must be a whole number from 2 on; it says '1'."),
        (
            "CANDOR_VLM_FEED",
            "mean",
            "A server takes pictures whole: CANDOR_VLM_FEED=mean needs --vlm transformers.",
        ),
        ("CANDOR_VLM_FEED", "film", "CANDOR_VLM_FEED must be one of frames, pooled, each"),
        ("CANDOR_VLM_TOKENS", "many", "CANDOR_VLM_TOKENS must be a whole number from 1 on; it says 'many'."),
    ],
)
def test_what_is_not_stated_makes_it_unavailable(monkeypatch, name, value, said):
    monkeypatch.setenv("CANDOR_VLM_URL", "http://127.0.0.1:8000/v1")
    monkeypatch.setenv(name, value)
    with pytest.raises(EngineUnavailable, match=said):
        OpenAiVlm()


FORM = {"what": Words(says="what is done"), "time_s": Moment(says="when")}


def filled(monkeypatch, *replies: Reply):
    with chat_server(*replies) as server:
        monkeypatch.setenv("CANDOR_VLM_URL", server.url)
        return OpenAiVlm().fill("What is done?", form=FORM, frames=frames(2.0, 12.0)), server


def test_a_form_is_asked_for_in_words_and_as_a_schema(monkeypatch):
    said, server = filled(monkeypatch, says({"what": "cooking", "time_s": 11.5}, tokens=70))

    assert (said.values, said.tokens, said.abstained) == ({"what": "cooking", "time_s": 12.0}, 70, None)
    (body,) = server.asked
    assert body["response_format"]["json_schema"]["schema"] == schema_of(FORM, Moments(times_s=(2.0, 12.0)))
    assert body["max_tokens"] == longest(FORM)
    assert "what (what is done); time_s (when" in body["messages"][0]["content"]
    assert said.prompt == f"{body['messages'][0]['content']}\n\nWhat is done?"


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (says("cooking"), "The model's answer is not in the form that was asked for."),
        (says({"what": 7, "time_s": 2.0}), "The model's answer has no what in the form that was asked for."),
        (says({"what": "", "time_s": 7.0}), "The model speaks of a moment that it was not shown."),
        (Reply(status=404, body={}), None),
    ],
)
def test_a_form_that_is_not_filled_in_is_abstained_from(monkeypatch, reply, sentence):
    said, _ = filled(monkeypatch, reply)
    assert said.values is None
    assert said.abstained
    assert sentence in (None, said.abstained)
