"""Choosing a password: by a link that an administrator made, or in place of one's own."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.contrib.auth.views import PasswordChangeView, PasswordResetConfirmView
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from integrity.people.models import User
from integrity.stewardship.domain.people import note_password_set


class _NewPassword(PasswordResetConfirmView):
    """The link's secret leaves the address at once, and is good for one password."""

    template_name = "portal/new_password.html"
    success_url = reverse_lazy("portal:sign-in")

    def form_valid(self, form: "SetPasswordForm[User]") -> HttpResponse:
        response = super().form_valid(form)
        note_password_set(form.user)
        return response


class _OwnPassword(PasswordChangeView):
    template_name = "portal/own_password.html"
    success_url = reverse_lazy("portal:home")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """They stay signed in here, and nowhere else."""
        response = super().form_valid(form)
        note_password_set(cast("User", self.request.user))
        messages.success(self.request, _("Your password is changed."))
        return response


_METHODS = require_http_methods(["GET", "HEAD", "POST"])
new_password = _METHODS(_NewPassword.as_view())
own_password = _METHODS(_OwnPassword.as_view())
