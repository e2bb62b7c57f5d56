import json
from base64 import b64encode

import pytest

from mingtang.gateway.moving.following import Follower, map_place
from mingtang.gateway.moving.letter import NotBelieved, as_map, checked, letter_place, read_letter
from mingtang.kernel.crypto import sm2
from mingtang.kernel.keys import private_key


def letter(moved, *, signer="publish"):
    said = json.dumps({"moved": moved})
    signature = sm2.sign(said.encode(), key=private_key(signer))
    return json.dumps(
        {"said": said, "signer": signer, "signature": b64encode(signature).decode()}
    ).encode()


def test_a_signed_letter_is_believed():
    assert read_letter(letter({"/a/b/": "/c/b/"})) == {"/a/b/": "/c/b/"}


def test_a_letter_signed_by_somebody_else_is_not():
    with pytest.raises(NotBelieved):
        read_letter(letter({"/a/": "/b/"}, signer="session"))


def test_an_altered_letter_is_not():
    written = json.loads(letter({"/a/": "/b/"}))
    written["said"] = written["said"].replace("/b/", "/x/")

    with pytest.raises(NotBelieved):
        read_letter(json.dumps(written).encode())


@pytest.mark.parametrize("written", [b"", b"{}", b"[]", b'{"said": 1, "signature": "x"}', b"\xff"])
def test_what_is_no_letter_is_not(written):
    with pytest.raises(NotBelieved):
        read_letter(written)


@pytest.mark.parametrize(
    "address",
    [
        '/a" "/b/"; } server {',
        "/a b/",
        "/a;/",
        "/a$uri/",
        "/a\\/",
        "/a\n/",
        "//evil.example/",
        "https://evil.example/",
        "/../etc/",
        "/a/../b/",
        "/.hidden/",
        "/a?b=c",
        "/明州/",
        "a/b/",
        "",
        7,
        "/" + "a" * 600,
    ],
)
def test_nothing_but_plain_paths_of_this_site_passes(address):
    for moved in ({address: "/b/"}, {"/b/": address}):
        with pytest.raises(NotBelieved):
            checked(moved)


def test_chains_and_rings_are_refused():
    for moved in ({"/a/": "/b/", "/b/": "/c/"}, {"/a/": "/a/"}, {"/a/": "/b/", "/b/": "/a/"}):
        with pytest.raises(NotBelieved):
            checked(moved)


def test_a_folder_answers_with_and_without_its_slash():
    assert as_map({"/a/b/": "/c/", "/a/feed.xml": "/c/feed.xml"}) == (
        '"/a/b/" "/c/";\n"/a/b" "/c/";\n"/a/feed.xml" "/c/feed.xml";\n'
    )


def test_a_follower_keeps_the_last_good_map_when_a_letter_is_not_believed(tmp_path):
    follower = Follower(tmp_path)
    place = letter_place(tmp_path)
    place.parent.mkdir()
    place.write_bytes(letter({"/a/": "/b/"}))
    assert follower.follow()

    place.write_bytes(letter({"/a/": "/x/"}, signer="session") + b" ")

    assert not follower.follow()
    assert '"/a/" "/b/";' in map_place(tmp_path).read_text()


def test_a_follower_reads_a_letter_once(tmp_path):
    follower = Follower(tmp_path)
    place = letter_place(tmp_path)
    place.parent.mkdir()
    place.write_bytes(letter({"/a/": "/b/"}))

    assert [follower.follow(), follower.follow()] == [True, False]
