"""A live site is walked politely and within bounds, whatever it does; stopped half way it goes on later."""

from typing import Any

import pytest

from mingtang.operations.survey.errors import (
    AddressNotUsable,
    HomeNotReachable,
    NothingToResume,
    RobotsForbid,
)
from mingtang.operations.survey.findings import Report
from mingtang.operations.survey.gathering.bounds import Bounds
from mingtang.operations.survey.inspecting import Order, inspect
from mingtang.operations.survey.tests.hostile import Serving, served
from mingtang.operations.survey.tests.town import NOW, SEARCH, Town, rules_of


@pytest.fixture
def town(tmp_path) -> Town:
    made = Town()
    made.write(tmp_path / "town")
    return made


def walk(serving: Serving, **more: Any) -> Report:
    told = {"rate": 0, "retry_after": 0, "home_visits": 1, "allows_private": True, "workers": 2}
    bounds = Bounds(**{**told, **more.pop("bounds", {})})
    return inspect(Order(origin=serving.address, bounds=bounds, now=NOW, **more))


def with_link(town: Town, *addresses: str) -> None:
    links = "".join(f'<a href="{address}">链接</a>' for address in addresses)
    town.files["/about/"] = town.files["/about/"].replace(b"</h1>", f"</h1>{links}".encode())


def results(title: str) -> bytes:
    return f'<main>{SEARCH}<a href="/wenjian/butie/">{title}</a></main>'.encode()


def test_a_healthy_site_has_nothing_but_its_search_to_tell(town):
    with served(town) as serving:
        report = walk(serving)

    assert rules_of(report) <= {"search-misses"}
    assert report.pages >= 19


def test_robots_are_honoured_and_may_be_overruled_by_the_owner(town):
    town.put("/robots.txt", "User-agent: *\nDisallow: /wenjian/\n")
    with served(town) as serving:
        serving.files["/robots.txt"] = town.files["/robots.txt"]
        report = walk(serving)
        polite = [path for path in serving.asked if path.startswith("/wenjian/")]
        walk(serving, bounds={"honours_robots": False})

        assert polite == []
        assert "link-dead" not in rules_of(report)
        assert "/wenjian/" in serving.asked


def test_a_site_that_forbids_everything_is_left_alone(town):
    town.put("/robots.txt", "User-agent: *\nDisallow: /\n")
    with served(town) as serving, pytest.raises(RobotsForbid):
        walk(serving)


def test_an_endless_calendar_ends(town):
    with_link(town, "/rili/1/")
    with served(town) as serving:
        report = walk(serving, bounds={"depth": 12})

    assert sum(path.startswith("/rili/") for path in serving.asked) <= 12
    assert any(manual.what == "层级" for manual in report.manual)


def test_an_endless_shape_is_left_after_a_while(town):
    with_link(town, "/rili/1/")
    with served(town) as serving:
        report = walk(serving, bounds={"depth": 500, "empty_shapes": 20})

    assert sum(path.startswith("/rili/") for path in serving.asked) <= 30
    assert any(manual.what == "无尽页面" for manual in report.manual)


def test_rings_bombs_huge_files_and_deep_pages_are_told_and_the_rest_goes_on(town):
    with_link(town, "/quan/a/", "/zhadan/", "/juda.zip", "/shendu/", "/luanma/")
    with served(town) as serving:
        report = walk(serving, bounds={"file_bytes": 1_000_000, "page_bytes": 2_000_000})

    dead = {finding.target: finding.problem for finding in report.of("link-dead")}
    assert "循环跳转" in dead["/quan/a/"]
    assert "页面过大" in dead["/zhadan/"]
    assert any("文件过大" in manual.why for manual in report.manual)
    assert report.pages > 19


def test_what_fails_once_is_tried_in_a_second_slot(town):
    pauses: list[float] = []
    with served(town) as serving:
        serving.fails_once = {"/wenjian/butie/", "/zixun/"}
        report = walk(serving, bounds={"retry_after": 1}, pause=pauses.append)

    assert "link-dead" not in rules_of(report)
    assert sum(pauses) == 1


def test_external_links_that_do_not_answer_are_dead(town):
    with served(Town()) as other, served(town) as serving:
        with_link(town, f"{other.address}meiyou/", f"{other.address}juda.zip")
        serving.files["/about/"] = town.files["/about/"]
        report = walk(serving)

    dead = [finding.target for finding in report.of("link-dead")]
    assert dead == [f"{other.address}meiyou/"]


def test_internal_addresses_are_not_asked_for_strangers(town):
    with served(Town()) as other, served(town) as serving:
        with_link(town, f"{other.address}x/")
        serving.files["/about/"] = town.files["/about/"]
        report = walk(serving, bounds={"allows_private": False})

    assert other.asked == []
    assert "内网" in report.of("link-dead")[0].problem


def test_a_stopped_walk_reports_what_it_knows_and_goes_on_later(town, tmp_path):
    folder = tmp_path / "out"
    with served(town) as serving:
        stopped = walk(
            serving,
            folder=folder,
            bounds={"should_stop": lambda: len(serving.asked) > 9, "workers": 1},
        )
        before = list(serving.asked)
        serving.asked.clear()
        report = walk(serving, folder=folder, resumes=True)

    assert not stopped.is_complete
    assert report.is_complete
    assert rules_of(report) <= {"search-misses"}
    again = set(before) & set(serving.asked) - {"/", "/robots.txt"}
    assert again == set()
    assert not (folder / "progress.jsonl").exists()


def test_nothing_is_resumed_of_another_site(town, tmp_path):
    with served(town) as serving, pytest.raises(NothingToResume):
        walk(serving, folder=tmp_path / "none", resumes=True)


def test_a_limit_is_kept_and_told(town):
    with served(town) as serving:
        report = walk(serving, bounds={"pages": 5})

    assert report.pages <= 6
    assert any(manual.what == "页数" for manual in report.manual)


def test_a_home_page_that_never_opens_is_not_inspected(town):
    with served(town) as serving:
        del serving.files["/"]
        with pytest.raises(HomeNotReachable):
            walk(serving)


@pytest.mark.parametrize("origin", ["ftp://a.example/", "http://", "http://[::1"])
def test_an_address_that_is_none_is_refused(origin):
    with pytest.raises(AddressNotUsable):
        inspect(Order(origin=origin, bounds=Bounds(retry_after=0)))


def test_the_search_is_tried_with_real_titles(town):
    with served(town) as serving:
        serving.files["/search"] = results("没有这条")
        missed = walk(serving)
        titles = [finding.target for finding in missed.of("search-misses")]
        everything = "".join(f'<a href="{a}">x</a>' for a in serving.files)
        serving.files["/search"] = f"<main>{SEARCH}{everything}</main>".encode()
        found = walk(serving)

    assert len(titles) >= 2
    assert found.of("search-misses") == []
