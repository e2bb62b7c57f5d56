"""`make bench NAME=parse`: how fast policy files are read, beside bare text extraction of the same pages.

Bars: 60 text pages a second and 10 scanned pages a minute on one core, under 1.5 GB. The peer in the same run is
pypdfium2 taking the text of every page and doing nothing with it. Scans are measured where `make ocr` was run.
"""

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pypdfium2
import weasyprint

from mingtang.content.parsing.as_json import as_plain
from mingtang.content.parsing.parsing import parse_file
from tools.bench.start import verdict

TEXT_BAR, SCAN_BAR, MEMORY_BAR_MEGABYTES = 60.0, 10.0, 1500.0
_PAGE = """<style>
@page {{ size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center {{ content: "— " counter(page) " —" }} }}
body {{ font: 16pt/28pt "Noto Serif CJK SC" }}
p {{ margin: 0; text-indent: 2em }} .c {{ text-align: center; text-indent: 0 }}
.r {{ text-align: right }} td {{ border: 1px solid }}</style>
<p class="c" style="color:red;font-size:30pt;line-height:48pt">明州市人民政府文件</p>
<p class="c">明政发〔2026〕{number}号</p>
<p class="c" style="font-size:22pt">明州市人民政府关于印发《明州市第{number}号支持办法》的通知</p>
<p style="text-indent:0">各区（市）县人民政府，市级各部门：</p><p>现印发给你们，请认真贯彻执行。</p>{articles}
<p class="r">明州市人民政府</p><p class="r">2026年3月{day}日</p>"""
_ARTICLE = (
    "<p>第{n}条　符合下列条件的企业和个人，可以向所在地区（市）县主管部门提出申请，"
    "并提交申请表、身份证明和营业执照复印件。"
    "主管部门应当自受理之日起{n}个工作日内作出决定；对符合条件的，给予最高{n}万元补助，同一项目不重复享受。</p>"
    "<table><tr><td>序号</td><td>对象</td><td>标准</td></tr><tr><td>{n}</td><td>小微企业</td><td>{n}万元</td></tr></table>"
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--articles", type=int, default=20, help="articles in each file")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        files = [_draw(Path(folder), n, articles=options.articles) for n in range(options.files)]
        pages = sum(_extract(file) for file in files)
        ours, theirs = [], []
        for _ in range(options.rounds):
            ours.append(_seconds(files, _parse))
            theirs.append(_seconds(files, _extract))
        good = _show(pages, statistics.median(ours), statistics.median(theirs))
        good &= _scans(Path(folder), files[0])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"memory at its highest: {memory:.0f} MB; {verdict(memory < MEMORY_BAR_MEGABYTES)} 1,500 MB"
    )
    return int(not (good and memory < MEMORY_BAR_MEGABYTES))


def _draw(folder: Path, number: int, *, articles: int) -> Path:
    text = "".join(_ARTICLE.format(n=n) for n in range(1, articles + 1))
    file = folder / f"{number}.pdf"
    page = _PAGE.format(number=number + 1, day=number % 28 + 1, articles=text)
    weasyprint.HTML(string=page).write_pdf(file)
    return file


def _parse(file: Path) -> None:
    document, policy = parse_file(file)
    as_plain(document, policy, file=file.name)


def _extract(file: Path) -> int:
    with pypdfium2.PdfDocument(file) as document:
        for page in document:
            page.get_textpage().get_text_range()
        return len(document)


def _seconds(files: list[Path], read: Callable[[Path], object]) -> float:
    begun = time.process_time()
    for file in files:
        read(file)
    return time.process_time() - begun


def _show(pages: int, ours: float, theirs: float) -> bool:
    rate = pages / ours
    print(f"{pages} text pages, one core, processor time")
    print(f"  pypdfium2, text only:  {pages / theirs:8.0f} pages/s")
    print(
        f"  mingtang parse:        {rate:8.0f} pages/s = {theirs / ours:.2f} x the peer; ", end=""
    )
    print(f"{verdict(rate >= TEXT_BAR)} {TEXT_BAR:.0f} pages/s")
    return rate >= TEXT_BAR


def _scans(folder: Path, file: Path) -> bool:
    if find_spec("rapidocr") is None:
        print("  scans: not measured, recognition is not installed (make ocr)")
        return True
    with pypdfium2.PdfDocument(file) as document:
        pictures = [page.render(scale=200 / 72).to_pil().convert("RGB") for page in document]
    scan = folder / "scan.pdf"
    pictures[0].save(scan, save_all=True, append_images=pictures[1:])
    _parse(scan)  # loads the models, once for a process
    rate = 60 * len(pictures) / _seconds([scan], _parse)
    print(
        f"  scans:                 {rate:8.0f} pages/min; {verdict(rate >= SCAN_BAR)} {SCAN_BAR:.0f} pages/min"
    )
    return rate >= SCAN_BAR


if __name__ == "__main__":
    sys.exit(main())
