"""Bundles the design system's styles and scripts into files whose names change with their content."""

import json
import platform
import subprocess
from pathlib import Path

from mingtang.supervisor.stamps import Stamps, files_under, fingerprint
from mingtang.supervisor.trouble import PackageMissing, StepFailed

STAMP = "assets"
#: Browsers still found on the phones and office computers of a Chinese city.
TARGETS = "chrome80,firefox78,safari13"
_LOADERS = {".svg": "file", ".woff2": "file", ".png": "file", ".jpg": "file"}


def build_assets(root: Path, *, into: Path, stamps: Stamps) -> bool:
    """Bundle every file directly in the assets folder. Returns whether anything was built.

    Files of earlier builds stay: published pages may still name them.
    """
    sources = root / "src" / "mingtang" / "designsystem" / "assets"
    entries = sorted(path for path in sources.glob("*") if path.suffix in {".css", ".js"})
    print_ = fingerprint([*files_under(sources, "*"), root / "package-lock.json"], str(into))
    if stamps.is_current(STAMP, print_) and _all_there(into):
        return False
    if entries:
        into.mkdir(parents=True, exist_ok=True)
        _write_manifest(_bundle(root, entries, into), into)
    stamps.record(STAMP, print_)
    return bool(entries)


def _all_there(into: Path) -> bool:
    manifest = into / "assets.json"
    if not manifest.exists():
        return False
    return all((into / name).exists() for name in json.loads(manifest.read_text()).values())


def _bundle(root: Path, entries: list[Path], into: Path) -> dict[str, str]:
    """Run esbuild; return entry name -> file name."""
    report = into / "build.json"
    done = subprocess.run(
        [
            str(_esbuild(root)),
            *map(str, entries),
            *("--bundle", "--minify", "--charset=utf8", "--log-level=warning"),
            *("--entry-names=[name]-[hash]", "--asset-names=[name]-[hash]"),
            *(f"--loader:{suffix}={loader}" for suffix, loader in _LOADERS.items()),
            *(f"--target={TARGETS}", f"--outdir={into}", f"--metafile={report}"),
        ],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        first = next((line for line in done.stderr.splitlines() if line.strip()), "no output")
        raise StepFailed("assets", "esbuild", first)
    outputs = json.loads(report.read_text())["outputs"]
    report.unlink()
    return {
        Path(output["entryPoint"]).name: Path(name).name
        for name, output in outputs.items()
        if output.get("entryPoint")
    }


def _write_manifest(files: dict[str, str], into: Path) -> None:
    beside = into / "assets.json.new"
    beside.write_text(json.dumps(files, indent=2, sort_keys=True))
    beside.replace(into / "assets.json")


def _esbuild(root: Path) -> Path:
    """Return the program itself rather than its wrapper script, which would start Node first."""
    machine = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    program = root / "node_modules" / "@esbuild" / f"linux-{machine}" / "bin" / "esbuild"
    if not program.exists():
        raise PackageMissing("esbuild")
    return program
