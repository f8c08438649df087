"""The site's addresses: one surface so far."""

from django.urls import include, path

urlpatterns = [path("", include("integrity.portal.urls"))]

handler403 = "integrity.portal.views.errors.forbidden"
handler404 = "integrity.portal.views.errors.not_found"
handler500 = "integrity.portal.views.errors.failed"
