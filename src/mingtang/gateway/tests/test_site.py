"""The published site, from disk."""

import gzip
import json
import time
from base64 import b64encode

import pytest

from mingtang.gateway.moving.following import Follower
from mingtang.gateway.moving.letter import letter_place
from mingtang.gateway.tests.city import PAGE
from mingtang.kernel.crypto import sm2
from mingtang.kernel.keys import private_key

pytestmark = pytest.mark.servers


@pytest.fixture(autouse=True)
def pages(city):
    city.publish("index.html")
    city.publish("guides/index.html")
    city.publish("guides/shebaoka.html")
    city.publish("files/通知.pdf", "pdf")
    city.publish(".manifest/index.json", "{}")
    city.publish("secret.key", "key")
    city.publish("feed.xml", "<rss/>")


@pytest.mark.parametrize("path", ["/", "/guides/", "/guides/shebaoka.html", "/guides/shebaoka"])
def test_a_page_is_found_by_its_address(city, path):
    answer = city.get(path)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text == PAGE


def test_a_folder_without_its_slash_is_sent_on(city):
    answer = city.get("/guides")

    assert answer.status_code == 301
    assert answer.headers["location"] == "/guides/"


def test_a_page_is_confirmed_by_its_etag(city):
    first = city.get("/guides/")

    second = city.get("/guides/", headers={"If-None-Match": first.headers["etag"]})

    assert first.headers["cache-control"] == "no-cache"
    assert second.status_code == 304


def test_a_page_is_compressed(city):
    assert city.get("/").headers["content-encoding"] == "gzip"


def test_a_compressed_twin_is_used_when_it_is_there(city):
    page = city.publish("twin.html", "x" * 5000)
    page.with_name("twin.html.gz").write_bytes(gzip.compress(b"the twin"))

    assert city.get("/twin.html").text == "the twin"
    assert city.get("/twin.html", headers={"Accept-Encoding": "identity"}).text == "x" * 5000
    assert city.get("/twin.html.gz").status_code == 404


def test_an_attachment_may_be_kept_for_an_hour(city):
    answer = city.get("/files/通知.pdf")

    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "public, max-age=3600"


def test_assets_never_change(city):
    (city.home / "assets" / "site-1a2b.css").write_text("a{}")
    (city.home / "assets" / "assets.json").write_text("{}")

    answer = city.get("/assets/site-1a2b.css")

    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert city.get("/assets/assets.json").status_code == 404


def test_every_answer_carries_the_security_headers(city):
    for path in ("/", "/nothing-here", "/services/x", "/operations/"):
        headers = city.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=(self)" in headers["permissions-policy"]
        assert len(headers["x-request-id"]) == 32
        assert headers["server"] == "nginx"


@pytest.mark.parametrize(
    "path",
    [
        "/.manifest/index.json",
        "/secret.key",
        "/guides/.git/config",
        "/.gateway/notices/404.html",
        "/.gateway/any",
        "/internal/events/",
        "/internal",
        "/static/staticfiles.json",
    ],
)
def test_what_is_not_a_page_is_not_served(city, path):
    assert city.get(path).status_code in {403, 404}


@pytest.mark.parametrize(
    "target",
    [
        b"/guides/../../gateway/nginx.conf",
        b"/guides/..%2f..%2fgateway/nginx.conf",
        b"/assets/../gateway/nginx.conf",
        b"/assets/..%2fgateway%2fnginx.conf",
        b"/assets..%2fgateway/nginx.conf",
        b"/assets%2f..%2fgateway%2fnginx.conf",
        b"/static../gateway/nginx.conf",
    ],
)
def test_nobody_climbs_out_of_the_site(city, target):
    answer = city.raw(b"GET " + target + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")

    assert answer.split()[1] in {b"400", b"403", b"404"}
    assert b"worker_processes" not in answer


class TestElderMode:
    def test_is_a_cookie_that_changes_one_attribute(self, city):
        answer = city.get("/guides/", headers={"Cookie": "mode=elder"})

        assert answer.text == PAGE.replace('data-mode="standard"', 'data-mode="elder"')
        assert "etag" not in answer.headers
        assert "Cookie" in answer.headers["vary"]

    def test_does_not_mistake_the_other_modes_copy_for_its_own(self, city):
        standard = city.get("/guides/").headers["etag"]

        answer = city.get("/guides/", headers={"Cookie": "mode=elder", "If-None-Match": standard})

        assert answer.status_code == 200

    @pytest.mark.parametrize(
        ("path", "goes_to"),
        [
            ("/mode/elder/", "/"),
            ("/mode/elder", "/"),
            ("/mode/elder/guides/", "/guides/"),
            (
                "/mode/standard/search?q=%E7%A4%BE%E4%BF%9D&page=2",
                "/search?q=%E7%A4%BE%E4%BF%9D&page=2",
            ),
            ("/mode/elder/%E6%96%B0%E9%97%BB/a.html", "/%E6%96%B0%E9%97%BB/a.html"),
        ],
    )
    def test_is_switched_by_a_link_that_comes_back(self, city, path, goes_to):
        answer = city.get(path)

        assert answer.status_code == 302
        assert answer.headers["location"] == goes_to
        mode = path.split("/")[2].partition("?")[0]
        assert answer.headers["set-cookie"].startswith(f"mode={mode};")

    @pytest.mark.parametrize(
        "target",
        [
            b"/mode/elder//evil.example/",
            b"/mode/elder///evil.example/",
            b"/mode/elder/\\evil.example",
            b"/mode/elder/\\/evil.example",
            b"/mode/elder/%5cevil.example",
            b"/mode/elder/%5C%5Cevil.example",
            b"/mode/elder/%2fevil.example",
            b"/mode/elder/%2f%2fevil.example",
            b"/mode/elder/.//evil.example",
            b"/mode/elder/..//evil.example",
            b"/mode/elderhttp://evil.example",
            b"/mode/elder/http://evil.example",
            b"/mode/elder/@evil.example",
            b"/mode/elder/%0d%0aSet-Cookie:%20a=b",
            b"/mode/elder/%0D%0ALocation:%20http://evil.example",
            b"/mode/elder/x%0a%0d<script>alert(1)</script>",
            b"/mode/elder/?next=//evil.example",
            b"/mode/elder/\tevil.example",
        ],
    )
    def test_never_sends_people_away_from_the_site(self, city, target):
        answer = city.raw(b"GET " + target + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")

        head = answer.partition(b"\r\n\r\n")[0].decode("latin-1").lower()
        assert "\r\nset-cookie: a=b" not in head
        assert "<script" not in head
        for line in head.splitlines():
            if line.startswith("location:"):
                place = line.split(":", 1)[1].strip()
                assert place.startswith("/")
                assert not place.startswith(("//", "/\\"))


def moved(city, addresses):
    """Hand the gateway content's letter, as its identity process finds it, and wait for nginx."""
    said = json.dumps({"moved": addresses})
    signature = sm2.sign(said.encode(), key=private_key("publish"))
    place = letter_place(city.home)
    place.parent.mkdir(exist_ok=True)
    place.write_text(json.dumps({"said": said, "signature": b64encode(signature).decode()}))
    Follower(city.home).follow()
    old = next(iter(addresses), "/")
    eventually(lambda: city.get(old).status_code == (301 if addresses else 404))


def eventually(is_true):
    deadline = time.monotonic() + 10
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("mode", ["standard", "elder"])
def test_a_moved_page_answers_301_by_nginx_alone_also_to_odd_requests(city, mode):
    moved(city, {"/old/shebao/": "/new/shebao/", "/old/feed.xml": "/new/feed.xml"})

    with city.identity.taken_away(), city.services.taken_away(), city.accounts.taken_away():
        for path in ("/old/shebao/", "/old/shebao", "/old/shebao/?from=1", "/old/feed.xml"):
            answer = city.get(path, headers={"Cookie": f"mode={mode}"})
            assert answer.status_code == 301
            assert answer.headers["location"].startswith("/new/")
            assert answer.headers["cache-control"] == "no-cache"
    assert city.get("/old/else/").status_code == 404


def test_a_page_that_is_there_goes_before_a_redirect_from_its_address(city):
    moved(city, {"/old/gone/": "/new/", "/guides/": "/new/"})

    assert city.get("/guides/").status_code == 200
