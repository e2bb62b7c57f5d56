"""Hugo over as many pages as ours, with a template made from one of our printed pages."""

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools.bench.bakery import _BODY

_SENTENCE = "申请人应当向居住地街道提出申请，提交身份证件和居住证明，符合条件的当场办结。第{}条自公布起施行。\n\n"
PARAGRAPHS = 12


def find_hugo() -> str:
    """Return the program of the distribution, installed if it is missing."""
    if shutil.which("hugo") is None:
        print("installing hugo", flush=True)
        command = ["apt-get", "install", "-y", "-qq", "hugo"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"hugo is missing and could not be installed: {done.stderr.strip()[-300:]}")
    version = subprocess.run(["hugo", "version"], capture_output=True, text=True, check=True)
    return version.stdout.split()[1]


def build(folder: Path, *, articles: int, printed: str) -> tuple[int, float]:
    """Write the sources, build once; return pages with an address of their own, and seconds."""
    _write_site(folder, articles=articles, printed=printed)
    began = time.perf_counter()
    subprocess.run(["hugo", "--quiet"], cwd=folder, check=True)
    seconds = time.perf_counter() - began
    return sum(1 for _ in (folder / "public" / "notice").glob("*/index.html")), seconds


def _write_site(folder: Path, *, articles: int, printed: str) -> None:
    layouts, content = folder / "layouts" / "_default", folder / "content" / "notice"
    layouts.mkdir(parents=True)
    content.mkdir(parents=True)
    (folder / "config.toml").write_text('baseURL = "https://localhost/"\npaginate = 20\n')
    single, _ = _BODY.subn(
        lambda match: f"{match[1]}{{{{ .Content }}}}{match[2]}", printed, count=1
    )
    title = re.search(r"<h1[^>]*>(.*?)</h1>", printed, re.DOTALL)
    assert title
    (layouts / "single.html").write_text(single.replace(title[1].strip(), "{{ .Title }}"))
    (layouts / "list.html").write_text(
        "<ul>{{ range (.Paginate .Pages).Pages }}<li>{{ .Title }}</li>{{ end }}</ul>"
    )
    text = "".join(_SENTENCE.format(line) for line in range(PARAGRAPHS))
    body = "".join(f"## 第{part}部分\n\n{text}" for part in range(1, 4))
    for number in range(articles):
        head = f'---\ntitle: "关于居住证签注第{number}号事项的通知"\n---\n'
        (content / f"n{number}.md").write_text(head + body)
