"""`make pictures`: the screenshots of README and docs, taken of the running product with its demo city."""

import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tools.bench.platform import PASSWORD, new_platform

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
DESKTOP, PHONE = (1280, 860), (390, 844)


@dataclass(frozen=True)
class Picture:
    """One page, as whom, how wide; `follow` is a link on it that leads to the page meant."""

    name: str
    path: str
    size: tuple[int, int] = DESKTOP
    user: str = ""
    follow: str = ""


PICTURES = (
    Picture("home", "/"),
    Picture("elder", "/mode/elder/guides/juzhuzheng/", PHONE),
    Picture("guide", "/guides/juzhuzheng/"),
    Picture("search", "/search?q=租房能取公积金吗"),
    Picture("form", "/services/apply/juzhuzheng/1/", PHONE, user="chenyue"),
    Picture("case", "/my/", user="user154", follow="a[href^='/services/cases/']"),
    Picture("desk", "/desk/", user="officer", follow="[data-case-link]"),
    Picture("cms", "/cms/", user="reviewer2"),
)


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with new_platform() as platform, sync_playwright() as playwright:
        platform.start()
        platform.wait_until_published()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for picture in PICTURES:
            take(browser, platform.address, picture)
            print(f"docs/pictures/{picture.name}.png")
        browser.close()
    return 0


def take(browser: Browser, address: str, picture: Picture) -> None:
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", base_url=address
    )
    page = context.new_page()
    if picture.user:
        log_in(page, picture.user)
    page.goto(picture.path)
    if picture.follow:
        page.locator(picture.follow).first.click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=str(FOLDER / f"{picture.name}.png"))
    context.close()


def log_in(page: Page, username: str) -> None:
    page.goto("/login/")
    page.fill("input[name=name]", username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state()


if __name__ == "__main__":
    sys.exit(main())
