"""Signed-in clients and uploads, as the portal's tests use them."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from integrity.courses.models import Assignment
from tests.integrity.rows import MP4_BYTES, a_user


def client_of(username: str) -> Client:
    client = Client()
    client.force_login(a_user(username))
    return client


def hand_in(
    client: Client, assignment: Assignment, content: bytes = MP4_BYTES, name: str = "work.mp4"
) -> HttpResponse:
    upload = SimpleUploadedFile(name, content, content_type="video/mp4")
    return client.post(reverse("portal:hand-in", args=[assignment.pk]), {"recording": upload})


def text_of(response: HttpResponse) -> str:
    return response.content.decode()
