"""A stock Wagtail with one page type, run by the environment of the peer: make, build, publish."""
# ruff: noqa: PLC0415  Django and the models can be imported only once it is set up

import json
import sys
import time
from pathlib import Path
from typing import Any

#: Given by the bench: the folder, and in it how to reach the database.
FOLDER = Path(sys.argv[1])
APP = "bench"
PARAGRAPHS = 12
SENTENCE = "<p>申请人应当向居住地街道提出申请，提交身份证件和居住证明，符合条件的当场办结。第{}条自公布起施行。</p>"

MODELS = """
from wagtail.blocks import RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import Page


class NoticePage(Page):
    body = StreamField([("paragraph", RichTextBlock())])
    template = "bench/notice_page.html"
"""


def set_up() -> None:
    told = json.loads((FOLDER / "database.json").read_text())
    package = FOLDER / APP
    package.mkdir(exist_ok=True)
    (package / "__init__.py").touch()
    (package / "migrations").mkdir(exist_ok=True)
    (package / "migrations" / "__init__.py").touch()
    (package / "models.py").write_text(MODELS)
    (package / "urls.py").write_text(
        "from django.urls import include, path\nurlpatterns = [path('', include('wagtail.urls'))]\n"
    )
    sys.path.insert(0, str(FOLDER))
    import django
    from django.conf import settings

    names = ("admin", "documents", "images", "search", "sites", "users", "snippets")
    settings.configure(
        SECRET_KEY="only-for-this-bench",
        ALLOWED_HOSTS=["*"],
        INSTALLED_APPS=[
            *(APP, "bakery", "wagtailbakery"),
            *(f"wagtail.{name}" for name in names),
            *("wagtail", "modelcluster", "taggit", "django.contrib.auth"),
            *("django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages"),
        ],
        ROOT_URLCONF=f"{APP}.urls",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [FOLDER / "templates"],
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
            }
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": told["DATABASE"],
                "USER": told["USER"],
                "PASSWORD": told["PASSWORD"],
                "HOST": told["HOST"],
                "PORT": told["PORT"],
                "CONN_MAX_AGE": 600,
            }
        },
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        WAGTAIL_SITE_NAME="bench",
        STATIC_URL="/static/",
        STATIC_ROOT=str(FOLDER / "static"),
        MEDIA_ROOT=str(FOLDER / "media"),
        BUILD_DIR=str(FOLDER / "build"),
        BAKERY_VIEWS=("wagtailbakery.views.AllPublishedPagesView",),
    )
    django.setup()


def page(number: int) -> Any:
    from bench.models import NoticePage  # type: ignore[import-not-found]

    text = "".join(SENTENCE.format(line) for line in range(PARAGRAPHS))
    return NoticePage(
        title=f"关于居住证签注第{number}号事项的通知",
        slug=f"n{number}",
        body=[("paragraph", f"<h2>第{part}部分</h2>{text}") for part in range(1, 4)],
    )


def make(articles: int) -> None:
    from django.core.management import call_command
    from wagtail.models import Page, Site

    call_command("makemigrations", APP, verbosity=0)
    call_command("migrate", verbosity=0)
    root = Page.objects.get(depth=1)
    home = page(0)
    root.add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
    )
    for number in range(1, articles):
        home.add_child(instance=page(number))


def build() -> None:
    from django.core.management import call_command

    began = time.perf_counter()
    call_command("build", verbosity=0, skip_static=True, skip_media=True)
    seconds = time.perf_counter() - began
    pages = sum(1 for _ in (FOLDER / "build").rglob("index.html"))
    print(json.dumps({"pages": pages, "seconds": seconds}))


def publish() -> None:
    """For every line read: change a page, save it as a revision and publish that."""
    from bench.models import NoticePage

    for line_number, _ in enumerate(sys.stdin):
        changed = NoticePage.objects.get(slug="n1")
        changed.title = f"改第{line_number}次的通知"
        began = time.perf_counter()
        changed.save_revision().publish()
        print(time.perf_counter() - began, flush=True)


def versions() -> None:
    from importlib.metadata import version

    names = ("wagtail", "wagtail-bakery", "django-bakery", "django")
    print(", ".join(f"{name} {version(name)}" for name in names))


if __name__ == "__main__":
    set_up()
    verb, *words = sys.argv[2:]
    {"make": lambda: make(int(words[0])), "build": build, "publish": publish, "versions": versions}[
        verb
    ]()
