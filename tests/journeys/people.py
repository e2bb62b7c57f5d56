"""The people of the demo city at their browsers: a computer or a phone each, nobody shares one."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from tests.journeys.platform import ROOT

CHROMIUM = "/usr/bin/chromium"
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
PASSWORD = "Mingzhou#2026"
COMPUTER = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE_MILLISECONDS = 20_000
PICTURES = ROOT / "build" / "journeys"
DEMO = ROOT / "demo" / "mingzhou"


def usernames(file: str) -> dict[str, str]:
    """Return the user name of everybody in a file whose name nobody there shares."""
    found: dict[str, list[str]] = {}
    for person in yaml.load((DEMO / file).read_text(), yaml.CSafeLoader):
        found.setdefault(person["name"], []).append(person["username"])
    return {name: names[0] for name, names in found.items() if len(names) == 1}


def everybody() -> dict[str, str]:
    """Return citizens and staff; the few citizens who share a name with staff are left out."""
    return usernames("people.yaml") | usernames("staff.yaml")


@dataclass
class Offices:
    """What a session of tests keeps of people: a browser, names, and who has logged in already."""

    browser: Browser
    address: str
    names: dict[str, str] = field(default_factory=everybody)
    logins: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def citizens(self) -> list[str]:
        return sorted(usernames("people.yaml").values())

    def login_of(self, username: str) -> Any:
        """Return the cookies of somebody who has logged in once, through the page like anybody."""
        if username not in self.logins:
            context = new_context(self, width=COMPUTER)
            page = context.new_page()
            log_in(page, username)
            self.logins[username] = context.storage_state()
            context.close()
        return self.logins[username]


@dataclass
class People:
    """Whoever takes part in one scenario. Each has a browser context of their own."""

    offices: Offices
    pages: dict[str, Page] = field(default_factory=dict)
    #: What no page may ever do: open a dialog, fail in a script, break its own content policy.
    misdeeds: list[str] = field(default_factory=list)

    def __getitem__(self, who: str) -> Page:
        return self.pages[who]

    def come(
        self,
        who: str,
        *,
        on: dict[str, int] | None = None,
        has_scripts: bool = True,
        is_known: bool = True,
        is_elder: bool = False,
    ) -> Page:
        """Let somebody sit down at a fresh browser; known people are logged in already."""
        state = self.offices.login_of(self.offices.names.get(who, who)) if is_known else None
        context = new_context(self.offices, width=on or COMPUTER, scripts=has_scripts, state=state)
        if is_elder:
            context.add_cookies([{"name": "mode", "value": "elder", "url": self.offices.address}])
        page = context.new_page()
        self._watch(page)
        self.pages[who] = page
        return page

    def leave(self) -> None:
        for page in self.pages.values():
            page.context.close()

    def photograph(self, name: str) -> list[str]:
        """Keep what everybody saw last; say where, or why not."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        taken = []
        for who, page in self.pages.items():
            path = PICTURES / (re.sub(r"[^\w-]+", "_", f"{name}-{who}")[:80] + ".png")
            try:
                page.screenshot(path=path, full_page=True, timeout=10_000)
                taken.append(str(path.relative_to(ROOT)))
            except Error as error:
                taken.append(f"{who}: {error.message.splitlines()[0]}")
        return taken

    def _watch(self, page: Page) -> None:
        def dialog(shown: Any) -> None:
            self.misdeeds.append(f"弹出了对话框：{shown.message}")
            shown.dismiss()

        def said(message: Any) -> None:
            if "Content Security Policy" in message.text:
                self.misdeeds.append(f"{page.url}：{message.text[:300]}")

        page.on("dialog", dialog)
        page.on("pageerror", lambda error: self.misdeeds.append(f"{page.url}：{error}"))
        page.on("console", said)


def new_context(
    offices: Offices, *, width: dict[str, int], scripts: bool = True, state: Any = None
) -> BrowserContext:
    context = offices.browser.new_context(
        base_url=offices.address,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport=width,  # type: ignore[arg-type]
        java_script_enabled=scripts,
        storage_state=state,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    return context


def log_in(page: Page, username: str, *, password: str = PASSWORD, after: str = "") -> None:
    """Log in through the form; from wherever the person is when they were sent there."""
    if "/login/" not in page.url:
        page.goto("/login/" + (f"?next={after}" if after else ""))
    page.get_by_label("用户名或手机号").fill(username)
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


@contextmanager
def running_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()
