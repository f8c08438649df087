"""People of a course in words: roles, and what is wrong with a roster."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from integrity.courses.domain.roster.reading import MAX_BYTES, MAX_ROWS, Problem
from integrity.courses.models import Role


def role_words() -> dict[str, str]:
    return {
        Role.STUDENT: _("Student"),
        Role.INSTRUCTOR: _("Instructor"),
        Role.REVIEWER: _("Reviewer"),
        Role.ASSISTANT: _("Assistant"),
    }


def unreadable_sentence(code: str) -> str:
    return {
        "none": _("Choose the file of the roster first, or paste its text."),
        "encoding": _(
            "This file is not UTF-8 text. In a spreadsheet choose “CSV UTF-8” when saving, then choose it again."
        ),
        "large": _("This file is larger than the %(limit)s allowed.") % {"limit": filesizeformat(MAX_BYTES)},
        "rows": _("This file has more than %(rows)s lines.") % {"rows": MAX_ROWS},
        "empty": _("This file is empty."),
        "columns": _(
            "The first line must name the columns, each once, with commas, semicolons or tabs between them: "
            "email or login, and if you like name, role and group."
        ),
    }[code]


def problem_sentence(problem: Problem) -> str:
    return _problems()[problem.code] % {"text": problem.text}


def _problems() -> dict[str, str]:
    return {
        "cells": _("There are more cells than the first line has columns."),
        "nobody": _("Neither an address nor a login stands here."),
        "email": _("“%(text)s” is no e-mail address."),
        "email_long": _("The address is too long: “%(text)s…”."),
        "name_long": _("The name is too long: “%(text)s…”."),
        "login_long": _("The login is too long: “%(text)s…”."),
        "group_long": _("The group's name is too long: “%(text)s…”."),
        "role": _("“%(text)s” is no role; student, assistant, reviewer and instructor are."),
        "unseen": _("A character that cannot be seen stands here (%(text)s); type the text anew."),
        "twice": _("The same person stands in line %(text)s."),
        "same_person": _("“%(text)s” is somebody who stands in an earlier line by another name."),
        "several": _("Several people have the address %(text)s; say their login."),
        "login": _("“%(text)s” cannot be a login: letters, digits and @ . + - _ can."),
        "elsewhere": _("“%(text)s” cannot be added here; the administrator of the site can say why."),
        "is_instructor": _("“%(text)s” is an instructor of this course; a roster does not change that."),
    }
