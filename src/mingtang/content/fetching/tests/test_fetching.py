import pytest

from mingtang.content.fetching.errors import (
    AddressRefused,
    AnswerBroken,
    FetchTrouble,
    RedirectsInRing,
    RedirectsTooOften,
    RobotsForbid,
    SiteUnreachable,
    StatusRefused,
    TooMuch,
    TooSlow,
)
from mingtang.content.fetching.fetching import PAGE, USER_AGENT, Fetcher, Limits
from mingtang.content.fetching.politeness import Manners, Pace
from mingtang.content.fetching.tests import server

IMPATIENT = Limits(seconds=1.0, silent_seconds=0.3)


@pytest.fixture
def site(monkeypatch):
    with server.serving() as site:
        monkeypatch.setenv("MINGTANG_COLLECTING_ALLOW", f"127.0.0.1:{site.port}")
        yield site


class TestFetching:
    def test_brings_the_content_and_says_honestly_who_asks(self, site):
        site.files["/a"] = ("你好".encode(), "text/html")

        answer = Fetcher().fetch(f"{site.base}/a#part")

        assert answer.content.decode() == "你好"
        told = site.asked[0][1]
        assert told["user-agent"] == USER_AGENT
        assert told["host"] == f"127.0.0.1:{site.port}"
        assert "cookie" not in told

    def test_chinese_in_addresses_travels(self, site):
        site.files["/%E6%94%BF%E7%AD%96/?q=%E6%98%8E"] = (b"x", "text/html")

        assert Fetcher().fetch(f"{site.base}/政策/?q=明").content == b"x"

    def test_what_is_known_is_not_sent_again(self, site):
        site.files["/a"] = (b"x", "text/html")
        first = Fetcher().fetch(f"{site.base}/a")

        again = Fetcher().fetch(f"{site.base}/a", known={"etag": first.etag})

        assert again.is_unchanged

    def test_redirects_are_followed(self, site):
        site.files["/b"] = (b"x", "text/html")
        site.behaviours["/a"] = server.redirects_to("b", 301)

        assert Fetcher().fetch(f"{site.base}/a").address == f"{site.base}/b"

    @pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress"])
    def test_packing_nobody_asked_for_is_not_opened(self, site, encoding):
        site.behaviours["/a"] = lambda h: h.answer(200, b"???", Content_Encoding=encoding)

        with pytest.raises(AnswerBroken):
            Fetcher().fetch(f"{site.base}/a")


class TestMisbehaviour:
    @pytest.mark.parametrize(
        ("behaviour", "trouble"),
        [
            (server.hangs, TooSlow),
            (server.hangs_in_the_middle, TooSlow),
            (server.hangs_up, AnswerBroken),
            (server.announces_two_gigabytes, TooMuch),
            (server.never_ends, TooMuch),
            (server.bomb, TooMuch),
            (server.is_no_web_server, AnswerBroken),
            (server.says(500), StatusRefused),
            (server.says(403), StatusRefused),
            (server.redirects_to("/bad"), RedirectsInRing),
            (server.redirects_to("http://169.254.169.254/latest/"), AddressRefused),
            (server.redirects_to("http://127.0.0.1:22/"), AddressRefused),
            (server.redirects_to("//localhost/"), AddressRefused),
            (server.redirects_to("http://[::1]/"), AddressRefused),
            (server.redirects_to("file:///etc/passwd"), AddressRefused),
            (server.redirects_to("gopher://127.0.0.1/"), AddressRefused),
        ],
        ids=lambda value: getattr(value, "__name__", ""),
    )
    def test_ends_in_a_sentence(self, site, behaviour, trouble):
        site.behaviours["/bad"] = behaviour
        limits = IMPATIENT if trouble is TooSlow else PAGE

        with pytest.raises(trouble) as ended:
            Fetcher().fetch(f"{site.base}/bad", limits=limits)

        assert str(ended.value).endswith("。")

    def test_a_ring_of_three_is_noticed(self, site):
        for here, there in ("ab", "bc", "ca"):
            site.behaviours[f"/{here}"] = server.redirects_to(f"/{there}")

        with pytest.raises(RedirectsInRing):
            Fetcher().fetch(f"{site.base}/a")

    def test_more_than_five_redirects_are_too_many(self, site):
        for number in range(9):
            site.behaviours[f"/{number}"] = server.redirects_to(f"/{number + 1}")

        with pytest.raises(RedirectsTooOften):
            Fetcher().fetch(f"{site.base}/0")

        assert len(site.asked) == 6

    def test_bytes_that_drip_do_not_buy_more_time(self, site):
        """The time of the whole counts: a stream that always has one more byte ends, too."""
        moments = iter(range(10_000))
        site.behaviours["/drip"] = server.never_ends

        with pytest.raises(TooSlow):
            Fetcher(clock=lambda: float(next(moments))).fetch(
                f"{site.base}/drip", limits=Limits(seconds=20.0, most_bytes=1 << 40)
            )

    def test_a_site_that_is_down_is_said_to_be(self, site, monkeypatch):
        with server.serving() as other:
            port = other.port
        monkeypatch.setenv("MINGTANG_COLLECTING_ALLOW", f"127.0.0.1:{port}")

        with pytest.raises(SiteUnreachable):
            Fetcher().fetch(f"http://127.0.0.1:{port}/")

    def test_a_name_nobody_knows_is_said_to_be(self):
        def ask(host, port):
            return []

        with pytest.raises(FetchTrouble, match="找不到这个网站"):
            Fetcher(ask=ask).fetch("http://nobody.example/")


class TestManners:
    @staticmethod
    def polite(waited=None):
        waited = [] if waited is None else waited
        return Fetcher(before=Manners(Pace(seconds=1.0, clock=lambda: 0.0, wait=waited.append)))

    def test_robots_are_kept_to(self, site):
        site.files["/robots.txt"] = (b"User-agent: *\nDisallow: /inner/\n", "text/plain")
        site.files["/inner/a"] = site.files["/a"] = (b"x", "text/html")
        fetcher = self.polite()

        assert fetcher.fetch(f"{site.base}/a").content == b"x"
        with pytest.raises(RobotsForbid):
            fetcher.fetch(f"{site.base}/inner/a")
        assert site.paths() == ["/a"]

    def test_they_are_asked_for_once(self, site):
        site.files["/a"] = (b"x", "text/html")
        fetcher = self.polite()

        fetcher.fetch(f"{site.base}/a")
        fetcher.fetch(f"{site.base}/a")

        assert [path for path, _ in site.asked].count("/robots.txt") == 1

    def test_a_rule_for_us_by_name_counts(self, site):
        rules = b"User-agent: MingtangCollector\nDisallow: /\n\nUser-agent: *\nDisallow:\n"
        site.files["/robots.txt"] = (rules, "text/plain")

        with pytest.raises(RobotsForbid):
            self.polite().fetch(f"{site.base}/a")

    def test_a_sick_site_is_left_alone_today(self, site):
        site.behaviours["/robots.txt"] = server.says(503)

        with pytest.raises(StatusRefused):
            self.polite().fetch(f"{site.base}/a")

    def test_a_redirect_into_what_robots_forbid_is_not_followed(self, site):
        site.files["/robots.txt"] = (b"User-agent: *\nDisallow: /inner/\n", "text/plain")
        site.behaviours["/a"] = server.redirects_to("/inner/a")

        with pytest.raises(RobotsForbid):
            self.polite().fetch(f"{site.base}/a")

    @pytest.mark.parametrize(
        ("told", "pause"), [(b"", 1.0), (b"Crawl-delay: 4\n", 4.0), (b"Crawl-delay: 600\n", 10.0)]
    )
    def test_a_site_is_given_time_between_two_questions(self, site, told, pause):
        site.files["/robots.txt"] = (b"User-agent: *\nDisallow: /x\n" + told, "text/plain")
        site.files["/a"] = (b"x", "text/html")
        waited: list[float] = []
        fetcher = self.polite(waited)

        for _ in range(2):
            fetcher.fetch(f"{site.base}/a")

        assert waited[-1] - waited[-2] == pytest.approx(pause)
