import gzip
import json
import os
from datetime import date

import pytest

from mingtang.content.collecting.models import Kind, Outcome
from mingtang.content.collecting.tests.factories import one_page, run, site_of, small_site, source
from mingtang.content.finding.errors import FolderRefused
from mingtang.content.finding.folders import folder_at, watched_root
from mingtang.content.finding.tests.city import policies
from mingtang.content.finding.tests.layouts import api, detail_plain, feed

pytestmark = pytest.mark.django_db


def city_files(count=6):
    return {
        f"/art/{p.number}.html": (detail_plain(p, prefix="/"), "text/html") for p in policies(count)
    }


@pytest.fixture
def city(monkeypatch):
    files = city_files()
    files |= {f"/files/{n}.pdf": (b"%PDF-1.4 x", "application/pdf") for n in (0, 4)}
    with site_of(files, monkeypatch) as site:
        yield site


class TestFeeds:
    def test_rss(self, city, intake):
        city.files["/rss.xml"] = (feed(policies(6), base=city.base), "application/rss+xml")

        found = run(source(f"{city.base}/rss.xml", name=""))

        assert (found.kind, found.name, len(intake.taken)) == (Kind.FEED, "明州市政策", 6)
        assert {i.published_on for i in found.items.all()} == {p.issued_on for p in policies(6)}

    def test_atom_in_gbk(self, city, intake):
        entries = "".join(
            f'<entry><title type="html">&lt;b&gt;{p.title}&lt;/b&gt;</title><link rel="self" href="/x"/>'
            f'<link href="/art/{p.number}.html"/><updated>{p.issued_on}T00:30:00+08:00</updated></entry>'
            for p in policies(6)
        )
        text = f'<?xml version="1.0" encoding="gbk"?><feed xmlns="http://www.w3.org/2005/Atom"><title>政策</title>{entries}</feed>'
        city.files["/atom"] = (text.encode("gbk"), "application/atom+xml")

        found = run(source(f"{city.base}/atom"))

        assert found.kind == Kind.FEED
        assert {i.title for i in found.items.all()} == {p.title for p in policies(6)}
        assert {i.published_on for i in found.items.all()} == {p.issued_on for p in policies(6)}


class TestMaps:
    def test_documents_are_taken_columns_and_news_are_not(self, city, intake):
        news = one_page("", title="市长看望慰问一线劳动者")
        city.files["/news/20260501001.html"] = (news, "text/html")
        places = [f"/art/{n}.html" for n in range(6)] + [
            "/",
            "/zwgk/",
            "/zwgk/index.html",
            "/news/20260501001.html",
        ]
        urls = "".join(f"<url><loc>{city.base}{p}</loc></url>" for p in places)
        xml = (
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()
        )
        city.files["/map1.xml.gz"] = (gzip.compress(xml), "application/gzip")
        index = (
            f"<sitemapindex><sitemap><loc>{city.base}/map1.xml.gz</loc></sitemap></sitemapindex>"
        )
        city.files["/sitemap.xml"] = (index.encode(), "text/xml")

        found = run(source(f"{city.base}/sitemap.xml"))

        assert found.kind == Kind.MAP
        assert len(intake.taken) == 6
        assert {i.title for i in found.items.filter(outcome=Outcome.TAKEN)} == {
            p.title for p in policies(6)
        }
        assert found.items.get(outcome=Outcome.PASSED).sentence


class TestInterfaces:
    def test_a_list_with_addresses_is_found_by_itself_page_after_page(self, city, intake):
        city.files["/api/list?page=1"] = (api(policies(6)[:3]), "application/json")
        city.files["/api/list?page=2"] = (api(policies(6)[3:]), "application/json")
        city.files["/api/list?page=3"] = (api([]), "application/json")

        found = run(source(f"{city.base}/api/list?page=1"))

        assert (found.kind, found.trouble, len(intake.taken)) == (Kind.API, "", 6)
        assert {i.doc_number for i in found.items.all()} == {p.doc_number for p in policies(6)}

    def test_texts_that_the_interface_carries_itself_are_taken_in(self, city, intake):
        rows = [
            {
                "id": p.number,
                "标题": p.title,
                "发布日期": f"{p.issued_on}",
                "正文": "".join(f"<p>{b}</p>" for b in p.body),
            }
            for p in policies(3)
        ]
        city.files["/api"] = (json.dumps({"rows": rows}).encode(), "application/json")

        found = run(source(f"{city.base}/api"))
        run(found)

        assert len(intake.taken) == 3
        assert policies(3)[0].body[1] in intake.file().content.decode()
        assert intake.taken[0]["issued_on"] == policies(3)[0].issued_on

    def test_fields_can_be_pointed_out(self, city, intake):
        rows = [{"a": {"t": p.title}, "key": p.number, "when": 1764000000000} for p in policies(6)]
        answer = {
            "x": {"y": rows},
            "hot": [{"title": "不要这个热点新闻标题", "url": "/hot.html"}] * 9,
        }
        city.files["/api"] = (json.dumps(answer).encode(), "application/json")
        hints = {
            "items": "x.y",
            "title_field": "a.t",
            "address_field": "/art/{key}.html",
            "date_field": "when",
        }

        found = run(source(f"{city.base}/api", hints=hints))

        assert len(intake.taken) == 6
        assert {i.published_on for i in found.items.all()} == {date(2025, 11, 25)}

    def test_a_page_that_loads_its_list_is_followed_to_it(self, city, intake):
        city.files["/api/list.json"] = (api(policies(6)), "application/json")
        page = '<div id="list"></div><script>$.get("/api/list.json", show)</script>'
        city.files["/page.html"] = (page.encode(), "text/html")

        run(source(f"{city.base}/page.html"))

        assert len(intake.taken) == 6


class TestFolders:
    @pytest.fixture
    def folder(self):
        path = watched_root() / "gongan"
        path.mkdir(parents=True, exist_ok=True)
        yield path
        for file in sorted(watched_root().rglob("*"), reverse=True):
            file.unlink() if file.is_symlink() or file.is_file() else file.rmdir()

    @staticmethod
    def put(path, content=b"%PDF-1.4 a", *, when=1_760_000_000):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (when, when))

    def test_files_are_taken_in_with_their_annexes(self, folder, intake):
        self.put(folder / "关于养犬管理的通告.pdf")
        self.put(folder / "关于养犬管理的通告-附件1.xlsx", b"PK\x03\x04")
        self.put(folder / "下级" / "另一份通知.docx", b"PK\x03\x04 word")

        found = run(source(folder="gongan"))
        run(found)

        assert found.kind == Kind.FOLDER
        assert sorted(intake.names) == ["关于养犬管理的通告.pdf", "另一份通知.docx"]
        annexed = next(g for g in intake.taken if g["file"].name.startswith("关于"))
        assert [f.name for f in annexed["attachments"]] == ["关于养犬管理的通告-附件1.xlsx"]
        assert annexed["source_address"] == ""

    def test_a_file_written_anew_is_taken_in_anew(self, folder, intake):
        self.put(folder / "通知.pdf")
        found = run(source(folder="gongan"))
        self.put(folder / "通知.pdf", b"%PDF-1.4 second", when=1_760_000_100)

        run(found)

        assert len(intake.taken) == 2

    def test_a_file_still_on_its_way_waits(self, folder, intake):
        self.put(folder / "通知.pdf", when=4_000_000_000)

        assert run(source(folder="gongan")).trouble == ""
        assert intake.taken == []

    def test_links_out_of_the_folder_are_not_followed(self, folder, intake, tmp_path):
        self.put(tmp_path / "secret.pdf")
        (folder / "通知.pdf").symlink_to(tmp_path / "secret.pdf")
        (folder / "下级").symlink_to(tmp_path)

        run(source(folder="gongan"))

        assert intake.taken == []

    @pytest.mark.parametrize(
        "name",
        [
            "..",
            "../keys",
            "gongan/../../keys",
            "/etc",
            "a//b",
            "./a",
            "gongan/..",
            "..\\keys",
            "C:\\x",
            "a\0b",
            " ",
        ],
    )
    def test_no_name_leads_out(self, folder, name):
        with pytest.raises(FolderRefused):
            folder_at(name)

    def test_a_linked_folder_is_refused(self, folder, tmp_path):
        (watched_root() / "link").symlink_to(tmp_path)

        with pytest.raises(FolderRefused):
            folder_at("link")


def test_the_small_site_is_a_page(monkeypatch, intake):
    with site_of(small_site(), monkeypatch) as site:
        assert run(source(f"{site.base}/list.html")).kind == Kind.PAGE
