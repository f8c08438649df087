"""The site's settings in the processes of a tests' house: passwords that are quick to compare, and no other change."""

from integrity.settings import *  # noqa: F403 -- everything else is as it is

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
