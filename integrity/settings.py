"""Every setting of the site. Values come from CANDOR_* variables; there is no default secret."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy

from integrity.lib.environment import env_bool, env_database, env_list, env_number, env_secret, env_text

BASE_DIR = Path(__file__).resolve().parent.parent

# Where everything that the site keeps lies: database, recordings, reports, embedded broker.
CANDOR_HOME = Path(env_text("CANDOR_HOME", str(BASE_DIR / "var"))).resolve()
CANDOR_MEDIA = CANDOR_HOME / "media"
CANDOR_UPLOADS = CANDOR_HOME / "uploads"
CANDOR_CACHE = CANDOR_HOME / "cache"
# What leaves the site is signed with this; made on first use where it is not there.
CANDOR_SIGNING_KEY_FILE = Path(env_text("CANDOR_SIGNING_KEY_FILE", str(CANDOR_HOME / "keys" / "signing.pem")))

# The doorbell: redis://… or amqp://…; unset means files inside CANDOR_HOME.
CANDOR_BROKER_URL = env_text("CANDOR_BROKER_URL")
CANDOR_BROKER_FOLDER = CANDOR_HOME / "broker"

# Whether workers that listen to `inspect-gpu` have a video-language model; its name is theirs to know.
CANDOR_VLM = env_text("CANDOR_VLM", "none")

# How an inspection is run: "module:function", called in a process of its own (workers/apart).
CANDOR_INSPECTOR = env_text("CANDOR_INSPECTOR", "workers.inspect:inspect_recording")
CANDOR_INSPECTION_LIMIT_S = env_number("CANDOR_INSPECTION_LIMIT_S", 3600)
# A copy for viewing that takes longer is given up; workers make them beside their inspections, unless told not to.
CANDOR_COPY_LIMIT_S = env_number("CANDOR_COPY_LIMIT_S", 4 * 3600)
CANDOR_COPIES = env_bool("CANDOR_COPIES", default=True)
# A worker that has not been heard of for this long has lost its run; it is heard of every heartbeat.
CANDOR_LEASE_S = env_number("CANDOR_LEASE_S", 15)
CANDOR_HEARTBEAT_S = env_number("CANDOR_HEARTBEAT_S", 3)
# The wait before a failed run is tried again; four times as long before the third and last attempt.
CANDOR_RETRY_S = env_number("CANDOR_RETRY_S", 2)
# The wait before a second ring for a run that nobody took up; it doubles with every ring.
CANDOR_RING_AGAIN_S = env_number("CANDOR_RING_AGAIN_S", 20)

# The share of clear submissions that a person looks at all the same, from 0 to 1.
CANDOR_REVIEW_SAMPLE = env_number("CANDOR_REVIEW_SAMPLE", 0.05)
# A case stays in somebody's hands for so long after they did something last.
CANDOR_REVIEW_LEASE_S = env_number("CANDOR_REVIEW_LEASE_S", 600)
CANDOR_UNDO_S = env_number("CANDOR_UNDO_S", 60)
# Before a decision against a student takes effect, and after it did.
CANDOR_REPLY_DAYS = env_number("CANDOR_REPLY_DAYS", 7)
CANDOR_APPEAL_DAYS = env_number("CANDOR_APPEAL_DAYS", 14)

# What arrives in pieces and is not handed in is deleted so long after its last piece.
CANDOR_UPLOAD_DAYS = env_number("CANDOR_UPLOAD_DAYS", 7)
CANDOR_MAX_UPLOAD_BYTES = int(env_number("CANDOR_MAX_UPLOAD_MB", 1024) * 1024 * 1024)

DEBUG = False
SECRET_KEY = env_secret("CANDOR_SECRET_KEY")
ALLOWED_HOSTS = env_list("CANDOR_ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env_list("CANDOR_TRUSTED_ORIGINS", [])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "integrity.people",
    "integrity.audit",
    "integrity.courses",
    "integrity.submissions",
    "integrity.inspections",
    "integrity.reviews",
    "integrity.stewardship",
    "integrity.gradebook",
    "integrity.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "integrity.lib.headers.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "integrity.portal.signed_out.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "integrity.urls"
WSGI_APPLICATION = "integrity.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": env_database("CANDOR_DATABASE_URL", home=CANDOR_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["integrity.people.sign_in.PasswordBackend"]
LOGIN_URL = "portal:sign-in"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "portal:sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", gettext_lazy("English")), ("ru", gettext_lazy("Russian"))]
LOCALE_PATHS = [BASE_DIR / "integrity" / "locale"]
USE_TZ = True
TIME_ZONE = env_text("CANDOR_TIME_ZONE", "UTC")

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static", ("report", BASE_DIR / "workers" / "render" / "static")]
# Served by the web process itself, straight from the folders above.
WHITENOISE_USE_FINDERS = True

# A recording goes to the disk as it arrives, next to where it will stay.
FILE_UPLOAD_HANDLERS = ["integrity.submissions.uploads.RecordingUploadHandler"]
FILE_UPLOAD_TEMP_DIR = CANDOR_UPLOADS
SILENCED_SYSTEM_CHECKS = ["files.E001"]  # the folder is made when the first file comes
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# A case of many findings has two fields for each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Plain HTTP only where it is asked for, as the demo on loopback does.
CANDOR_HTTPS = env_bool("CANDOR_HTTPS", default=True)
SECURE_SSL_REDIRECT = CANDOR_HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env_bool("CANDOR_BEHIND_PROXY", default=False) else None
)
SECURE_HSTS_SECONDS = 31_536_000 if CANDOR_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = CANDOR_HTTPS
SECURE_HSTS_PRELOAD = CANDOR_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CANDOR_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = CANDOR_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "integrity.portal.views.errors.forgery"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env_text("CANDOR_LOG_LEVEL", "INFO")},
    # It tells of every table of a typeface that goes into a PDF.
    "loggers": {"fontTools": {"level": "WARNING"}},
}
