"""Settings of content: Wagtail in Chinese, without a login of its own. The rest is the kernel's."""

import os

from mingtang.kernel.settings import (
    COMMON_APPS,
    COMMON_MIDDLEWARE,
    LANGUAGE,
    ZONE,
    database,
    home,
    is_demo,
    logging,
    required,
    secret,
    templates,
)

MINGTANG_SYSTEM = "content"
SECRET_KEY = secret("CONTENT_SECRET_KEY")
DATABASES = {"default": database(required("CONTENT_DATABASE_URL"))}
#: Content listens on the loopback address only; the gateway is what checks host names.
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    *COMMON_APPS,
    "mingtang.content.evaluating",
    "mingtang.content.timeliness",
    "mingtang.content.formats",
    "mingtang.content.checking",
    "mingtang.content.intake",
    "mingtang.content.collecting",
    # Ours before Wagtail's, so that our templates win.
    "mingtang.content.identity",
    "mingtang.content.site",
    "mingtang.content.pages",
    "mingtang.content.reviewing",
    "mingtang.content.guides",
    "mingtang.content.publishing",
    "mingtang.content.upkeep",
    "mingtang.content.cms",
    "mingtang.content.demo",
    "wagtail.contrib.typed_table_block",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    *COMMON_MIDDLEWARE,
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mingtang.content.identity.middleware.StaffMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "mingtang.content.publishing.middleware.OnlyPublishedGoesLiveMiddleware",
    "mingtang.content.cms.middleware.ContentPolicyMiddleware",
]
ROOT_URLCONF = "mingtang.content.urls"
TEMPLATES = templates(
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
)
LOGGING_CONFIG = None
LOGGING = logging("content")

USE_TZ = True
TIME_ZONE = ZONE
LANGUAGE_CODE = LANGUAGE
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS = ["wagtailadmin.W003"]

AUTH_USER_MODEL = "content_identity.StaffMember"
#: Everybody arrives as a signed actor: no password is ever checked here.
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "/login/"
WAGTAILADMIN_LOGIN_URL = "/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

#: The session holds unsaved previews only; who is asking comes with every request.
SESSION_COOKIE_NAME = "mingtang_cms"
SESSION_COOKIE_PATH = "/cms/"
SESSION_COOKIE_SECURE = not is_demo()
CSRF_COOKIE_NAME = "mingtang_cms_csrf"
CSRF_COOKIE_PATH = "/cms/"
CSRF_COOKIE_SECURE = not is_demo()
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

STATIC_URL = "/static/"
STATIC_ROOT = home() / "static"
MEDIA_URL = "/cms/media/"
MEDIA_ROOT = home() / "uploads" / "content"
#: Policy files as they came. Not below MEDIA_ROOT, which all staff of the CMS open by address.
INTAKE_ROOT = home() / "uploads" / "intake"
#: An OpenAI-compatible model that may propose key points. Without it everything works.
CHAT_URL = os.environ.get("MINGTANG_CHAT_URL", "")
CHAT_MODEL = os.environ.get("MINGTANG_CHAT_MODEL", "default")
CHAT_KEY = os.environ.get("MINGTANG_CHAT_KEY", "")
#: Wagtail puts its version behind every address of its files, so their names need no fingerprint.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

WAGTAIL_SITE_NAME = "内容管理"
WAGTAILADMIN_BASE_URL = ""
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAIL_USER_TIME_ZONES = [ZONE]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_APPEND_SLASH = True
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
#: Milliseconds of rest before a draft saves itself: nothing typed is lost, the server is not busy.
WAGTAIL_AUTOSAVE_INTERVAL = 2000
WAGTAIL_FINISH_WORKFLOW_ACTION = "mingtang.content.publishing.finishing.publish_approved"
#: Editors look for words inside Chinese titles: PostgreSQL's own index finds only whole ones.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database.fallback"}}
WAGTAILDOCS_EXTENSIONS = ["pdf", "ofd", "doc", "docx", "xls", "xlsx", "csv", "txt", "zip"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
