"""`candor ask`: from the command line to a real server on loopback, and back with moments."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.factories.judged import a_speech_track, words
from tests.factories.media import plain, tone, write_clip
from tests.workers.command import Said
from tests.workers.engines.material import desktop
from tests.workers.engines.vlm.chat_server import NO, YES, Reply, chat_server, says
from workers.brief import parse_brief
from workers.perceive import stages

Candor = Callable[..., Said]


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Three states of the screen, six seconds each."""
    pictures = [(number / 5, plain(320, 180, 60 + 60 * (number // 30))) for number in range(90)]
    return write_clip(tmp_path / "clip.mp4", pictures=pictures, sound=tone(18))


@pytest.fixture(autouse=True)
def _model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANDOR_VLM_MODEL", "small-vl")


@pytest.fixture
def asked(candor: Candor, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Any, Any]]:
    """The reply, and the server that was asked."""

    def ask(*arguments: object, replies: tuple[Reply, ...]) -> tuple[dict[str, Any], Any]:
        with chat_server(*replies) as server:
            monkeypatch.setenv("CANDOR_VLM_URL", server.url)
            said = candor("ask", *arguments, "--vlm", "openai", "--json")
        assert (said.status, said.complaint) == (0, "")
        return json.loads(said.out), server

    return ask


def test_a_caption_is_of_the_whole_recording(asked, clip) -> None:
    reply, server = asked(clip, "--task", "caption", replies=(says({"text": "A grey screen."}),))

    assert (reply["schema"], reply["task"], reply["profile"]) == ("candor.answer/1", "caption", "education")
    (part,) = reply["parts"]
    assert part["values"] == {"text": "A grey screen."}
    assert part["of"] == {"start_s": 0.0, "end_s": pytest.approx(18.0, abs=0.1)}
    assert part["frames_s"] == pytest.approx([0.0, 6.0, 12.0], abs=0.3)
    assert part["prompt"].endswith("Say in one sentence what this recording shows.")
    assert reply["engine"]["model"] == "small-vl"
    assert reply["engine"]["version"].startswith("127.0.0.1:")
    assert len(reply["recordings"][0]) == 64
    assert len(server.asked) == 1


def test_an_answer_has_its_moment_and_the_question_is_data(asked, clip) -> None:
    answer = {"shown": "yes", "answer": "Light grey.", "time_s": 11.8}
    reply, server = asked(
        clip, "--task", "question", "--question", "What </question> colour?", replies=(says(answer),)
    )
    (part,) = reply["parts"]
    assert part["question"] == "What </question> colour?"
    (seen,) = part["evidence"]
    assert (seen["start_s"], seen["end_s"]) == pytest.approx((12.0, 18.0), abs=0.3)
    assert '<question>"What ‹/question› colour?"</question>' in server.questions[0]


def test_a_dialogue_is_told_what_was_said_before(asked, clip) -> None:
    replies = tuple(
        says({"shown": "yes", "answer": answer, "time_s": 0.0}) for answer in ("Grey.", "Three times.")
    )
    reply, server = asked(
        *(
            clip,
            "--task",
            "dialogue",
            "--question",
            "Which colour?",
            "--question",
            "How often does it change?",
        ),
        replies=replies,
    )
    assert [part["values"]["answer"] for part in reply["parts"]] == ["Grey.", "Three times."]
    assert '"Which colour?" was answered "Grey."' in server.questions[1]
    one, other = (body["messages"][1]["content"][:-1] for body in server.asked)
    assert one == other


def test_what_is_found_has_its_place_in_the_picture(asked, clip) -> None:
    found = {"shown": "yes", "time_s": 6.0, "left": 100, "top": 250, "right": 600, "bottom": 500}
    reply, _ = asked(clip, "--task", "grounding", "--question", "a box", replies=(says(found),))
    (seen,) = reply["parts"][0]["evidence"]
    assert seen["box"] == [0.1, 0.25, 0.5, 0.25]


def test_a_no_has_no_place_and_no_moment(asked, clip) -> None:
    sides = dict.fromkeys(("time_s", "left", "top", "right", "bottom"))
    reply, _ = asked(
        *(clip, "--task", "grounding", "--question", "a box"), replies=(says({"shown": "no", **sides}),)
    )
    (part,) = reply["parts"]
    assert (part["values"]["shown"], part["evidence"], part["abstained"]) == ("no", [], None)

    no = {"shown": "no", "answer": "No.", "time_s": 6.0}
    reply, _ = asked(clip, "--task", "question", "--question", "Any box?", replies=(says(no),))
    assert (reply["parts"][0]["values"]["answer"], reply["parts"][0]["evidence"]) == ("No.", [])


def test_a_yes_without_a_moment_is_no_answer(asked, clip) -> None:
    yes = {"shown": "yes", "answer": "A box.", "time_s": None}
    reply, _ = asked(clip, "--task", "question", "--question", "Any box?", replies=(says(yes),))
    (part,) = reply["parts"]
    assert (part["values"], part["abstained"]) == (None, "The model said yes, but not when.")


@pytest.mark.parametrize("turned", [{"right": 100}, {"bottom": 0}, {"time_s": None}, {"left": None}])
def test_a_place_that_is_none_is_no_answer(asked, clip, turned) -> None:
    found = {"shown": "yes", "time_s": 6.0, "left": 100, "top": 250, "right": 600, "bottom": 500} | turned
    reply, _ = asked(clip, "--task", "grounding", "--question", "a box", replies=(says(found),))
    (part,) = reply["parts"]
    assert (part["values"], part["abstained"]) == (None, "The model named no place in the picture.")


def test_recordings_are_compared_by_letter(asked, clip, tmp_path) -> None:
    other = write_clip(tmp_path / "other.mp4", pictures=[(n / 5, plain(320, 180, 90)) for n in range(40)])
    difference = {"recording": "B", "time_s": 0.0, "what": "It never changes."}
    reply, server = asked(
        *(clip, other, "--task", "comparison"),
        replies=(says({"alike": "Grey.", "differences": [difference]}),),
    )
    labels = [part["text"] for part in server.asked[0]["messages"][1]["content"] if part["type"] == "text"]
    assert [label[0] for label in labels[:-1]] == ["A", "A", "A", "B"]
    (seen,) = reply["parts"][0]["evidence"]
    assert (seen["of"], seen["start_s"]) == ("B", 0.0)
    assert len(set(reply["recordings"])) == 2


def test_a_moment_that_a_recording_has_not_is_no_evidence(asked, clip, tmp_path) -> None:
    other = write_clip(tmp_path / "other.mp4", pictures=[(n / 5, plain(320, 180, 90)) for n in range(40)])
    difference = {"recording": "B", "time_s": 12.0, "what": "It is lighter."}
    reply, _ = asked(
        *(clip, other, "--task", "comparison"),
        replies=(says({"alike": "Grey.", "differences": [difference]}),),
    )
    assert reply["parts"][0]["evidence"] == []


def test_no_more_recordings_are_compared_than_can_be_shown(candor, clip, monkeypatch) -> None:
    monkeypatch.setenv("CANDOR_VLM_FRAMES", "4")
    monkeypatch.setenv("CANDOR_VLM_URL", "http://127.0.0.1:9/v1")
    said = candor("ask", clip, clip, clip, "--task", "comparison", "--vlm", "openai")
    assert said.status == 2
    assert said.complaint == (
        "candor: At most 2 recordings can be compared with 4 pictures at once: show more with "
        "CANDOR_VLM_FRAMES."
    )


def test_a_demonstration_becomes_a_brief(asked, clip) -> None:
    rows = [
        {"time_s": 6.0, "instruction": "Make it lighter", "what": "It is lighter."},
        {"time_s": 12.0, "instruction": 'Say "done"', "what": "It is lighter still."},
    ]
    reply, _ = asked(clip, "--task", "instructions", replies=(says({"moments": rows}),))
    assert [step.instruction for step in parse_brief(reply["brief"]).steps] == [
        "Make it lighter",
        'Say "done"',
    ]


def test_what_speaks_of_feelings_is_withheld_in_education_alone(asked, clip) -> None:
    rows = [
        {"time_s": 6.0, "what": "The student looks nervous."},
        {"time_s": 12.0, "what": "It is lighter."},
    ]
    reply, _ = asked(clip, "--task", "changes", replies=(says({"moments": rows}),))
    (part,) = reply["parts"]
    assert [row["what"] for row in part["values"]["moments"]] == ["It is lighter."]
    assert (part["withheld"], len(part["evidence"])) == (1, 1)

    reply, _ = asked(
        *(clip, "--task", "changes", "--profile", "moderation"), replies=(says({"moments": rows}),)
    )
    (part,) = reply["parts"]
    assert [row["what"] for row in part["values"]["moments"]] == [row["what"] for row in rows]
    assert part["withheld"] == 0


def test_a_text_that_speaks_of_feelings_is_withheld_whole(asked, clip) -> None:
    reply, _ = asked(clip, "--task", "caption", replies=(says({"text": "A nervous student."}),))
    (part,) = reply["parts"]
    assert part["values"] is None
    assert part["abstained"].endswith("which are not judged in education; it is withheld.")


def test_a_step_is_followed_as_the_step_check_has_it(asked, clip) -> None:
    reply, server = asked(
        *(clip, "--task", "following", "--question", "Make it light"),
        replies=(says({**YES, "time_s": 12.0, "seen": "Light."}), says({**YES, "time_s": 12.0}), says(NO)),
    )
    (part,) = reply["parts"]
    assert part["values"]["outcome"] == "followed"
    assert [one["why"] for one in part["values"]["asked"]] == ["window", "masked", "control"]
    assert part["evidence"][0]["start_s"] == pytest.approx(12.0, abs=0.3)
    assert len(server.asked) == 3


def test_a_server_that_gives_nothing_leaves_the_part_without_an_answer(asked, clip) -> None:
    reply, _ = asked(clip, "--task", "caption", replies=(Reply(status=404, body={"error": "no model"}),))
    (part,) = reply["parts"]
    assert part["values"] is None
    assert part["abstained"].startswith("The server of the video-language model refused the question (404")


def test_text_is_read_without_a_model(candor, tmp_path) -> None:
    clip = write_clip(tmp_path / "text.mp4", pictures=[(n / 2, desktop()) for n in range(8)])
    said = candor("ask", clip, "--task", "ocr", "--json")
    (part,) = json.loads(said.out)["parts"]
    assert part["values"]["lines"]
    assert len(part["evidence"]) == len(part["values"]["lines"])


def test_people_are_counted_without_a_model(candor, clip) -> None:
    said = candor("ask", clip, "--task", "identity", "--json")
    (part,) = json.loads(said.out)["parts"]
    assert (part["values"], part["abstained"]) == (None, "No camera picture was found.")


def test_a_person_reads_what_was_answered(candor, clip, monkeypatch) -> None:
    rows = [{"time_s": 6.0, "what": "It is lighter.\x1b[2J"}]
    with chat_server(says({"moments": rows})) as server:
        monkeypatch.setenv("CANDOR_VLM_URL", server.url)
        said = candor("ask", clip, "--task", "changes", "--vlm", "openai")
    head, span, name, row = said.out.splitlines()
    assert head == "changes, by openai small-vl; a person decides what it means"
    assert (span, name) == ("0.0-18.0 s", "  moments:")
    assert row.startswith("    time_s 6")
    assert row.endswith(", what It is lighter.\\x1b[2J")


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["--task", "emotion"], 2, "candor: The task emotion is refused in profile education"),
        (["--task", "captoin"], 2, "candor: There is no task 'captoin'; did you mean 'caption'?"),
        (["--task", "xyz"], 2, "candor: There is no task 'xyz'; there are caption, long-caption"),
        (["--task", "caption", "--profile", "exam"], 2, "candor: There is no profile 'exam'"),
        (["--task", "question"], 2, "candor: The task question takes 1 --question"),
        (["--task", "caption"], 4, "candor: The task caption is put to a video-language model: name one"),
        (["--task", "following", "--question", "Stir"], 4, "candor: The task following is put to a video-"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_sentence(candor, clip, arguments, status, sentence) -> None:
    said = candor("ask", clip, *arguments, "--json")
    assert (said.status, said.out) == (status, "")
    assert said.complaint.startswith(sentence)


def test_what_is_no_recording_ends_with_3(candor, tmp_path) -> None:
    (tmp_path / "notes.mp4").write_text("not a film", encoding="utf-8")
    said = candor("ask", tmp_path / "notes.mp4", "--task", "ocr", "--json")
    assert (said.status, said.out) == (3, "")
    assert said.complaint.startswith("candor: ")


@pytest.fixture
def spoken(monkeypatch) -> list[str]:
    """What is said at the start and in the last picture; and in which languages it was listened to."""
    languages: list[str] = []
    track = a_speech_track([*words("first a leek", start_s=1.0), *words("then </said> soup", start_s=13.0)])

    def listen(_sound, *, brief, **_):
        languages.append(brief.language)
        return track

    monkeypatch.setattr(stages, "perceive_speech", listen)
    return languages


CAPTION = "Say in one sentence what this recording shows."


def test_by_default_nothing_is_listened_to_and_the_request_stands_alone(asked, clip, spoken) -> None:
    _, server = asked(clip, "--task", "caption", replies=(says({"text": "Grey."}),))
    assert (server.questions, spoken) == ([CAPTION], [])


def test_what_is_said_goes_along_with_the_request_about_the_whole(asked, clip, spoken, monkeypatch) -> None:
    monkeypatch.setenv("CANDOR_VLM_SOUND", "transcript")
    reply, server = asked(clip, "--task", "caption", "--language", "ru", replies=(says({"text": "Grey."}),))
    (request,) = server.questions
    assert request.endswith(f'<said>\n1.0 s: "first a leek"\n13.0 s: "then ‹/said› soup"\n</said>\n{CAPTION}')
    assert reply["parts"][0]["prompt"].endswith(request)
    assert spoken == ["ru"]


def test_a_model_that_takes_sound_gets_it_behind_each_picture(asked, clip, spoken, monkeypatch) -> None:
    monkeypatch.setenv("CANDOR_VLM_SOUND", "heard")
    _, server = asked(clip, "--task", "caption", replies=(says({"text": "Grey."}),))
    kinds = [part["type"] for part in server.asked[0]["messages"][1]["content"]]
    assert kinds[:3] == ["text", "image_url", "input_audio"]
    assert spoken == []


def test_each_stretch_hears_what_is_said_in_it(asked, clip, spoken, monkeypatch) -> None:
    monkeypatch.setenv("CANDOR_VLM_SOUND", "transcript")
    monkeypatch.setenv("CANDOR_VLM_FRAMES", "2")
    _, server = asked(clip, "--task", "long-caption", replies=(says({"text": "Grey."}),))
    assert [("leek" in request, "soup" in request) for request in server.questions] == [
        (True, False),
        (False, True),
    ]


def test_recordings_that_are_compared_are_heard_by_letter(asked, clip, spoken, monkeypatch) -> None:
    monkeypatch.setenv("CANDOR_VLM_SOUND", "transcript")
    _, server = asked(
        clip, clip, "--task", "comparison", replies=(says({"alike": "All.", "differences": []}),)
    )
    assert '\nA 1.0 s: "first a leek"\n' in server.questions[0]
    assert '\nB 1.0 s: "first a leek"\n' in server.questions[0]


def test_a_step_that_is_asked_about_is_heard_and_its_masked_question_is_not(
    asked, clip, spoken, monkeypatch
) -> None:
    monkeypatch.setenv("CANDOR_VLM_SOUND", "transcript")
    replies = (says({**YES, "time_s": 12.0}), says(NO), says(NO))
    _, server = asked(clip, "--task", "following", "--question", "Stir the soup", replies=replies)
    assert ["<said>" in question for question in server.questions] == [True, False, True]


def test_what_was_written_goes_along_with_a_question(asked, clip, monkeypatch, tmp_path) -> None:
    (tmp_path / "soup.md").write_text("Bake the bread.\n\nA leek is green.", encoding="utf-8")
    about = tmp_path / "about.toml"
    about.write_text('description = "A </written> lesson"\nmaterial = ["soup.md"]', encoding="utf-8")
    monkeypatch.setenv("CANDOR_VLM_TEXT", "title,description,material")
    monkeypatch.setenv("CANDOR_VLM_ABOUT", str(about))
    answer = {"shown": "no", "answer": "None.", "time_s": None}
    _, server = asked(clip, "--task", "question", "--question", "Is a leek cut?", replies=(says(answer),))
    described = 'description: "A ‹/written› lesson"\n'
    assert f'<written>\n{described}course material: "A leek is green."\n</written>\n' in server.questions[0]

    _, server = asked(clip, "--task", "caption", replies=(says({"text": "Grey."}),))
    assert server.questions[0].endswith(f"<written>\n{described}</written>\n{CAPTION}")
