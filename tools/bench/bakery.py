"""wagtail-bakery on a stock Wagtail of the same version, in an environment of its own.

Its page has the text of ours, and its template is a page of ours with everything around the text
already printed: bakery has less to do for each page than we have.
"""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tools.bench.stock_wagtail import BIN

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements" / "bench.txt"
_PROJECT = Path(__file__).parent / "bakery_project.py"
_BODY = re.compile(r'(<div class="prose[^"]*"[^>]*>).*?(</div>)', re.DOTALL)


@dataclass(frozen=True)
class Bakery:
    python: Path
    folder: Path
    environment: dict[str, str]

    def make_pages(self, articles: int) -> None:
        self._run("make", str(articles))

    def build(self) -> dict[str, float]:
        """Build everything; return pages and seconds, as counted inside its process."""
        told: dict[str, float] = json.loads(self._run("build").splitlines()[-1])
        return told

    def versions(self) -> str:
        return self._run("versions").strip()

    @contextmanager
    def publisher(self) -> Iterator["Publisher"]:
        """A process that saves and publishes a page the way Wagtail does, whenever asked."""
        process = subprocess.Popen(
            [str(self.python), "-P", str(_PROJECT), str(self.folder), "publish"],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield Publisher(process)
        finally:
            process.communicate()

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [str(self.python), "-P", str(_PROJECT), str(self.folder), *words],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout


class Publisher:
    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def publish(self) -> float:
        """Save and publish one page; return the seconds that took."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())


def make_bakery(folder: Path, *, database_url: str, printed: str) -> Bakery:
    """Install it, and give it a template made from one of our printed pages."""
    folder.mkdir(parents=True)
    python = folder / "venv" / "bin" / "python"
    uv = str(BIN / "uv")
    for words in (
        ["venv", "-q", str(folder / "venv")],
        ["pip", "install", "-q", "--python", str(python), "--require-hashes", "-r"],
    ):
        more = [str(REQUIREMENTS)] if words[-1] == "-r" else []
        subprocess.run([uv, *words, *more], check=True)
    templates = folder / "templates" / "bench"
    templates.mkdir(parents=True)
    (templates / "notice_page.html").write_text(template_from(printed), encoding="utf-8")
    parts = urlsplit(database_url)
    told = {
        "DATABASE": parts.path.lstrip("/"),
        "HOST": parse_qs(parts.query).get("host", [parts.hostname or ""])[0],
        "PORT": str(parts.port or ""),
        "USER": parts.username or "",
        "PASSWORD": parts.password or "",
    }
    (folder / "database.json").write_text(json.dumps(told))
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return Bakery(python, folder, environment)


def template_from(printed: str) -> str:
    """Return a printed article of ours as a template for the same fields."""
    shown = "{% load wagtailcore_tags %}{% for block in page.body %}{% include_block block %}{% endfor %}"
    template, found = _BODY.subn(lambda match: f"{match[1]}{shown}{match[2]}", printed, count=1)
    if not found:
        raise ValueError("The printed page has no body to replace.")
    title = re.search(r"<h1[^>]*>(.*?)</h1>", printed, re.DOTALL)
    assert title
    return template.replace(title[1].strip(), "{{ page.title }}")
