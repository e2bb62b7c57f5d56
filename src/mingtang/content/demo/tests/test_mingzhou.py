"""What is written about the demo city holds together. Nothing here needs a database."""

import re
from datetime import date, timedelta

import pytest

from mingtang.content.demo.reading import PageFile, in_order, read_yaml
from mingtang.content.demo.tests.city import (
    LINK,
    MINGZHOU,
    CityFiles,
    all_words,
    attachments,
    identity_numbers,
    published_on,
    words_of,
)
from mingtang.content.pages.choices import RESERVED_SLUGS, ArticleKind, Validity
from mingtang.kernel.calendar.days import working_days_between
from mingtang.kernel.calendar.table import FIRST_YEAR

pytestmark = pytest.mark.skipif(not MINGZHOU.is_dir(), reason="this copy has no demo city")

FIRST_DAY = date(2026, 11, 25)
#: A first load in years to come: only days that move with it are still fresh.
LATER = date(2031, 1, 15)
IN_TIME = 3
MARK_OF_SECRECY = re.compile(r"(绝密|机密|秘密)★")
OFFICE = r"(常务副市长|副市长|市长|市政府秘书长|副秘书长|秘书长)"


@pytest.fixture(scope="module")
def city() -> CityFiles:
    return CityFiles(first_day=FIRST_DAY)


@pytest.fixture(scope="module")
def faulty() -> CityFiles:
    return CityFiles(first_day=FIRST_DAY, with_faults=True)


@pytest.fixture(scope="module")
def expected() -> list[dict[str, str]]:
    return read_yaml(MINGZHOU / "faults/expected.yaml")


@pytest.fixture(scope="module")
def policies(city) -> list[PageFile]:
    return [page for page in city.pages if page.head["kind"] == "policy"]


def offices_written(text: str, name: str) -> set[str]:
    """Return the offices that stand right before a name."""
    return set(re.findall(f"{OFFICE}{name}", text))


def wrong_titles(city: CityFiles) -> dict[str, set[str]]:
    wrong = {}
    for leader in read_yaml(MINGZHOU / "leaders.yaml"):
        allowed = {leader["office"], *leader.get("also", [])}
        for page in city.pages:
            if said := offices_written(all_words(page), leader["name"]) - allowed:
                wrong[city.address(page)] = said
    return wrong


def dead_links(city: CityFiles) -> set[tuple[str, str]]:
    return {
        (city.address(page), target)
        for page in city.pages
        for target in LINK.findall(page.source)
        if target not in city.addresses
    }


def late_columns(city: CityFiles) -> dict[str, int | None]:
    """Return the columns whose newest page is too old, or that have none."""
    ages = {
        c.address: (city.age(c), c.record.get("update_days", 365)) for c in city.columns.values()
    }
    del ages["/"]
    return {place: age for place, (age, limit) in ages.items() if age is None or age > limit}


class TestTheHealthyPages:
    def test_are_many(self, city):
        assert len(city.pages) >= 65

    def test_stand_in_columns_that_exist_each_with_an_address_of_its_own(self, city):
        assert {page.column for page in city.pages} <= city.columns.keys()
        assert len(city.by_address) == len(city.pages)
        assert len({page.name for page in city.pages}) == len(city.pages)
        at_the_top = {page.slug for page in city.pages if page.column == "home"}
        assert not at_the_top & (RESERVED_SLUGS | city.columns.keys())

    def test_fill_every_column(self, city):
        columns = [column for slug, column in city.columns.items() if slug != "home"]
        assert [column.slug for column in columns if city.age(column) is None] == []

    def test_include_the_pages_the_footer_names(self, city):
        footer = read_yaml(MINGZHOU / "site.yaml")["footer_links"]
        assert {link["path"] for link in footer} <= city.addresses

    def test_have_heads_that_say_what_a_reader_needs(self, city):
        departments = {d["code"] for d in read_yaml(MINGZHOU / "departments.yaml")}
        for page in city.pages:
            head = page.head
            assert len(head["title"]) <= 80, page.name
            assert head["kind"] in ArticleKind.values, page.name
            assert head["department"] in departments, page.name
            assert head["source"], page.name
            assert 0 < len(head["summary"]) <= 150, page.name
            assert head.get("validity", "") in {"", *Validity.values}, page.name
            assert page.published_at and published_on(page) < FIRST_DAY, page.name

    def test_name_pages_and_files_that_exist(self, city):
        assert len(in_order(city.pages)) == len(city.pages)
        missing = [file for page in city.pages for file in attachments(page) if not file.is_file()]
        assert missing == []

    def test_link_only_to_what_is_there(self, city):
        assert dead_links(city) == set()

    def test_show_nobodys_identity_number_and_no_mark_of_secrecy(self, city):
        for page in city.pages:
            words = all_words(page)
            assert identity_numbers(words) == [], page.name
            assert not MARK_OF_SECRECY.search(words), page.name

    def test_give_every_leader_the_right_office(self, city):
        assert wrong_titles(city) == {}

    def test_name_every_department_with_its_address_and_phone(self, city):
        overview = city.by_address["/zhengwu/jigou/yilan/"].source
        for record in read_yaml(MINGZHOU / "departments.yaml"):
            (line,) = [line for line in overview.splitlines() if f"**{record['name']}**" in line]
            assert all(record[name] in line for name in ("functions", "address", "phone"))

    def test_show_the_leaders_in_their_order(self, city):
        register = [leader["page"].split("/")[1] for leader in read_yaml(MINGZHOU / "leaders.yaml")]
        shown = [page for page in city.pages if page.column == "lingdao"]
        shown.sort(key=lambda page: page.published_at, reverse=True)
        assert [page.name for page in shown] == register

    def test_leave_no_day_unresolved(self, city):
        for page in city.pages:
            assert not re.search(r"\{D|\bD[+-]\d", f"{page.head} {page.source}"), page.name


class TestPolicies:
    def test_are_in_the_form_of_official_documents(self, policies):
        for page in policies:
            head = page.head
            assert re.fullmatch(r"明\w{1,6}〔20\d\d〕[1-9]\d*号", head["doc_number"]), page.name
            for name in ("issuer", "issued_on", "effective_on", "theme", "addressee", "validity"):
                assert head[name], (page.name, name)

    def test_have_numbers_of_their_own(self, policies):
        assert len({page.head["doc_number"] for page in policies}) == len(policies)
        assert len({page.head["index_number"] for page in policies}) == len(policies)

    def test_were_published_within_three_working_days(self, policies):
        for page in policies:
            issued = page.head["issued_on"]
            issued = issued if type(issued) is date else issued.date()
            if issued.year >= FIRST_YEAR:
                late = working_days_between(issued, published_on(page))
            else:
                late = (published_on(page) - issued).days
            assert 0 <= late <= IN_TIME, page.name

    def test_that_are_in_force_are_explained(self, city, policies):
        explained = {page.interprets for page in city.pages}
        in_force = [page for page in policies if page.head["validity"] == Validity.VALID]
        assert [page.name for page in in_force if page.name not in explained] == []

    def test_that_are_repealed_by_another_say_so(self, city, policies):
        repealed = re.findall(
            r"（(明\w{1,6}〔20\d\d〕\d+号)）同时废止", "".join(page.source for page in city.pages)
        )
        still_valid = {
            p.head["doc_number"] for p in policies if p.head["validity"] == Validity.VALID
        }
        assert repealed
        assert not still_valid & set(repealed)


class TestFreshness:
    @pytest.mark.parametrize("first_day", [FIRST_DAY, LATER])
    def test_no_column_is_late_on_the_day_of_loading(self, first_day):
        assert late_columns(CityFiles(first_day=first_day)) == {}


class TestTheFaults:
    def test_are_as_many_as_agreed(self, expected):
        kinds = [fault["kind"] for fault in expected]
        assert {kind: kinds.count(kind) for kind in kinds} == {
            "stale-column": 6,
            "blank-column": 5,
            "late-column": 12,
            "unanswered-question": 1,
            "dead-link": 8,
            "dead-attachment": 3,
            "wrong-leader-title": 1,
            "identity-number": 1,
            "secrecy-mark": 1,
            "duplicate-policy": 2,
            "repealed-policy": 1,
            "leftover-page": 1,
        }
        assert len({fault["id"] for fault in expected}) == len(expected)

    def test_columns_are_late_or_blank_and_no_others(self, faulty, expected):
        late = late_columns(faulty)
        assert late.keys() == of_kind(expected, "stale-column", "blank-column", "late-column")
        blank = {place for place, age in late.items() if age is None}
        assert blank == of_kind(expected, "blank-column")
        news = {c.address for c in faulty.columns.values() if c.record.get("update_days") == 14}
        assert late.keys() & news == of_kind(expected, "stale-column")

    def test_links_and_files_lead_nowhere_and_no_others(self, faulty, expected):
        wanted = {
            (fault["where"], fault["target"])
            for fault in expected
            if fault["kind"] in {"dead-link", "dead-attachment"} and "/" in fault["target"]
        }
        assert dead_links(faulty) == wanted
        empty = [
            file.name for p in faulty.pages for file in attachments(p) if not file.stat().st_size
        ]
        assert empty == [f["target"] for f in expected if f["id"] == "dead-attachment-3"]

    def test_one_leader_has_the_wrong_office(self, faulty, expected):
        assert wrong_titles(faulty).keys() == of_kind(expected, "wrong-leader-title")

    def test_one_identity_number_is_shown_and_belongs_to_nobody(self, faulty, expected):
        shown = {
            faulty.address(page): numbers
            for page in faulty.pages
            if (numbers := identity_numbers(all_words(page)))
        }
        assert shown.keys() == of_kind(expected, "identity-number")
        (numbers,) = shown.values()
        people = (MINGZHOU / "people.yaml").read_text(encoding="utf-8")
        assert len(numbers) == 1
        assert numbers[0] not in people

    def test_one_file_carries_a_mark_of_secrecy(self, faulty, expected):
        marked = {
            faulty.address(page)
            for page in faulty.pages
            for file in attachments(page)
            if MARK_OF_SECRECY.search(words_of(file))
        }
        assert marked == of_kind(expected, "secrecy-mark")

    def test_policies_stand_there_twice_and_one_is_repealed(self, faulty, expected):
        for fault in expected:
            if fault["kind"] == "duplicate-policy":
                copy, other = (faulty.by_address[fault[name]] for name in ("where", "target"))
                assert (copy.source, copy.head["title"]) == (other.source, other.head["title"])
            if fault["kind"] == "repealed-policy":
                repealed = faulty.by_address[fault["where"]].head
                assert repealed["validity"] == Validity.VALID
                assert f"（{repealed['doc_number']}）同时废止" in (
                    faulty.by_address[fault["target"]].source
                )

    def test_the_question_and_the_stray_page_are_there(self, faulty, expected):
        (letter,) = read_yaml(MINGZHOU / "faults/letters.yaml")
        (stray,) = read_yaml(MINGZHOU / "faults/leftover.yaml")
        assert letter["asked_at"].startswith("D-100")
        address = f"/{stray['path'].removesuffix('index.html')}"
        assert {address} == of_kind(expected, "leftover-page")
        assert address not in faulty.addresses

    def test_stay_off_the_newest_lists(self, faulty):
        for part in (page for page in faulty.pages if "faults" in page.place.parts):
            assert FIRST_DAY - published_on(part) > timedelta(days=20), part.name


def of_kind(expected: list[dict[str, str]], *kinds: str) -> set[str]:
    return {fault["where"] for fault in expected if fault["kind"] in kinds}
