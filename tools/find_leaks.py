"""Looks for what must never be committed: addresses of registries, keys, paths of one machine."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TRACES = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}"),
    "an index address": re.compile(r"^\s*(--(extra-)?index-url|--find-links|-f|-i)\s", re.M),
    "a resolved address": re.compile(r'"resolved":\s*"http'),
    "a path of one machine": re.compile(r"(?<![\w.])/(?:home|Users|work)/[\w.-]+/"),
}
#: Where such words are the subject.
ABOUT_THEM = {"tools/find_leaks.py"}
LARGEST = 2_000_000


def main() -> int:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    found = [line for name in names if name and name not in ABOUT_THEM for line in leaks_in(name)]
    print("\n".join(found) or "nothing that must not be committed")
    return int(bool(found))


def leaks_in(name: str) -> list[str]:
    path = ROOT / name
    if not path.is_file() or path.stat().st_size > LARGEST:
        return []
    content = path.read_bytes()
    if b"\0" in content:  # a picture or an archive: whatever reads like a word there is chance
        return []
    text = content.decode(errors="ignore")
    return [f"{name}: {kind}" for kind, trace in TRACES.items() if trace.search(text)]


if __name__ == "__main__":
    sys.exit(main())
