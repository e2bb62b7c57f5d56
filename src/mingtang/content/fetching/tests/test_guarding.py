import ipaddress

import httpcore
import pytest

from mingtang.content.fetching.errors import AddressRefused, FetchTrouble
from mingtang.content.fetching.fetching import Fetcher
from mingtang.content.fetching.guarding import check_address, is_public, resolve

#: What an attacker would write to reach the inside, by all the names it has.
INSIDE = (
    # loopback and its spellings
    *("http://127.0.0.1/", "http://127.0.0.2/", "http://127.255.255.254/", "http://127.1/"),
    *("http://127.0.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/"),
    *("http://0x7f.1/", "http://0177.0.0.1/", "http://0177.0.0.01/", "http://017700000001/"),
    *(
        "http://00000177.0.0.1/",
        "http://127.0.0.1./",
        "http://127.0.0.1../",
        "http://0x7F.0x0.0x0.0x1/",
    ),
    *("http://127.0.0.0x1/", "http://127.0x1/", "http://4294967295/", "http://127.0.0.1%2f/"),
    *(
        "http://１２７.０.０.１/",
        "http://①②⑦.⓪.⓪.①/",
        "http://127。0。0。1/",
        "http://127．0．0．1/",
    ),
    *("http://[::1]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::]/", "http://[0000::1]/"),
    # IPv4 inside IPv6
    *("http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::ffff:10.0.0.1]/"),
    *("http://[::ffff:169.254.169.254]/", "http://[::127.0.0.1]/", "http://[::7f00:1]/"),
    *("http://[::ffff:0:127.0.0.1]/", "http://[64:ff9b::127.0.0.1]/", "http://[64:ff9b::a00:1]/"),
    *("http://[64:ff9b:1::1]/", "http://[2002:7f00:1::]/", "http://[2002:a00:1::1]/"),
    *("http://[2001:0:53aa:64c::1]/", "http://[2001:10::1]/", "http://[2001:db8::1]/"),
    # private, shared, link-local, special
    *("http://10.0.0.1/", "http://10.255.255.255/", "http://172.16.0.1/", "http://172.31.255.1/"),
    *(
        "http://192.168.0.1/",
        "http://192.168.255.255/",
        "http://100.64.0.1/",
        "http://100.127.1.1/",
    ),
    *("http://169.254.169.254/latest/meta-data/", "http://169.254.0.1/", "http://2852039166/"),
    *("http://0xa9fea9fe/", "http://0251.0376.0251.0376/", "http://169.254.43518/"),
    *("http://0.0.0.0/", "http://0/", "http://0.0.0.1/", "http://00.0.0.0/"),
    *("http://192.0.0.1/", "http://192.0.0.192/", "http://192.0.2.1/", "http://192.88.99.1/"),
    *(
        "http://198.18.0.1/",
        "http://198.19.255.255/",
        "http://198.51.100.1/",
        "http://203.0.113.1/",
    ),
    *(
        "http://224.0.0.1/",
        "http://239.255.255.250/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
    ),
    *("http://[fc00::1]/", "http://[fd12:3456::1]/", "http://[fe80::1]/", "http://[fec0::1]/"),
    *(
        "http://[ff02::1]/",
        "http://[100::1]/",
        "http://[fd00:ec2::254]/",
        "http://[fe80::1%25eth0]/",
    ),
    *("http://[fe80::1%eth0]/", "http://[::ffff:100.64.0.1]/", "http://[5f00::1]/"),
)
TRICKS = (
    *("http://gov.example@127.0.0.1/", "http://127.0.0.1@gov.example/", "http://a:b@gov.example/"),
    *(
        "http://gov.example\\@127.0.0.1/",
        "http://gov.example\\.evil.example/",
        "http:\\\\127.0.0.1/",
    ),
    *(
        "http://@gov.example/",
        "http://gov.example:80@127.0.0.1/",
        "http://gov.example#@127.0.0.1:80@/",
    ),
    *(
        "http://gov.example/ http://127.0.0.1/",
        "http://gov.example/\r\nHost: inside",
        "http://gov\t.example/",
    ),
    *("http:///etc/passwd", "http://", "//gov.example/", "gov.example/list", "", "/list.html"),
    *(
        "file:///etc/passwd",
        "ftp://gov.example/",
        "gopher://gov.example:70/_x",
        "dict://gov.example:11211/",
    ),
    *("ldap://gov.example/", "jar:http://gov.example!/", "data:text/html,x", "javascript:alert(1)"),
    *("unix:/var/run/docker.sock", "netdoc:///etc/passwd", "ws://gov.example/", "https+unix://x/"),
    *(
        "http://gov.example:22/",
        "http://gov.example:6379/",
        "http://gov.example:5432/",
        "http://gov.example:8080/",
    ),
    *(
        "http://gov.example:0/",
        "http://gov.example:65536/",
        "http://gov.example:-1/",
        "http://gov.example:8o/",
    ),
    *(
        "http://gov..example/",
        "http://.gov.example/",
        "http://-gov.example/",
        "http://gov_example%00.x/",
    ),
    *("http://gov.example:80:22/", "http://[gov.example]/", "http://[::1/", "http://::1/"),
    *("http://256.1.1.1/", "http://1.2.3/", "http://1.2.3.4.5/", "http://0x/", "http://1.2.3.09/"),
    "http://" + "a" * 2500 + ".example/",
)
#: Names that anybody can register and point inside.
POINTING_INSIDE = (
    *("127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.1.1", "172.20.0.1", "100.100.100.200"),
    *(
        "0.0.0.0",
        "::1",
        "::ffff:127.0.0.1",
        "fe80::1",
        "fd00::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ),
    *("::", "224.0.0.251", "255.255.255.255", "198.18.0.1", "fe80::1%eth0", "::127.0.0.1"),
)


@pytest.fixture
def no_connections(monkeypatch):
    monkeypatch.delenv("MINGTANG_COLLECTING_ALLOW", raising=False)

    def connect(*args, **kwargs):
        raise AssertionError(f"connected to {args[1:]}")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)


@pytest.mark.usefixtures("no_connections")
class TestNothingInsideIsReached:
    @pytest.mark.parametrize("address", [*INSIDE, *TRICKS])
    def test_an_address_that_leads_inside_is_refused_before_anything_is_asked(self, address):
        fetcher = Fetcher(ask=lambda host, port: ["127.0.0.1"])

        with pytest.raises(AddressRefused):
            fetcher.fetch(address)

    @pytest.mark.parametrize("number", POINTING_INSIDE)
    def test_a_name_that_points_inside_is_refused(self, number):
        with pytest.raises(AddressRefused):
            Fetcher(ask=lambda host, port: [number]).fetch("http://evil.example/list")

    @pytest.mark.parametrize("number", POINTING_INSIDE)
    def test_one_address_inside_among_public_ones_is_enough(self, number):
        with pytest.raises(AddressRefused):
            Fetcher(ask=lambda host, port: ["93.184.216.34", number]).fetch("https://evil.example/")

    @pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "localhost.", "ip6-localhost"])
    def test_the_machines_own_name_is_refused(self, host):
        with pytest.raises(FetchTrouble):
            Fetcher().fetch(f"http://{host}/")

    def test_what_was_checked_is_what_is_connected_to(self, monkeypatch):
        """A name that answers differently the second time gains nothing: it is asked once."""
        answers, connected = iter([["93.184.216.34"], ["127.0.0.1"]]), []

        def connect(self, host, port, *rest):
            connected.append((host, port))
            raise httpcore.ConnectError

        monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
        with pytest.raises(FetchTrouble):
            Fetcher(ask=lambda host, port: next(answers)).fetch("http://rebinding.example/")

        assert connected == [("93.184.216.34", 80)]


class TestPublicAddresses:
    @pytest.mark.parametrize(
        "address",
        [
            "http://www.gov.example/",
            "https://www.gov.example/a/b.html?x=1",
            "HTTPS://WWW.GOV.EXAMPLE:443/",
            "http://政府.example/",
            "http://93.184.216.34/",
            "https://[2606:2800:220:1::1]/",
        ],
    )
    def test_pass(self, address):
        place = check_address(address)

        assert resolve(place, ask=lambda host, port: ["93.184.216.34"])

    @pytest.mark.parametrize("number", ["93.184.216.34", "1.1.1.1", "223.5.5.5", "2400:3200::1"])
    def test_are_known_as_such(self, number):
        assert is_public(ipaddress.ip_address(number))


class TestTheOperatorsList:
    def test_a_slip_in_it_closes_everything_and_is_named(self, monkeypatch):
        monkeypatch.setenv("MINGTANG_COLLECTING_ALLOW", "10.0.0.0/99")

        with pytest.raises(AddressRefused, match=r"10\.0\.0\.0/99"):
            resolve(check_address("http://10.0.0.1/"))

    @pytest.mark.parametrize(
        ("entry", "address", "numbers"),
        [
            ("oa.inside.example", "http://oa.inside.example/", ["10.1.1.1"]),
            ("oa.inside.example:8080", "http://oa.inside.example:8080/", ["10.1.1.1"]),
            ("10.1.0.0/16", "http://10.1.2.3/", []),
            ("10.1.0.0/16:8080", "http://10.1.2.3:8080/", []),
            ("10.1.0.0/16", "http://any.inside.example/", ["10.1.9.9"]),
            ("[fd00::]/8", "http://[fd00::1]/", []),
            ("127.0.0.1:9000 , 10.9.9.9", "http://127.0.0.1:9000/", []),
        ],
    )
    def test_opens_what_it_names(self, monkeypatch, entry, address, numbers):
        monkeypatch.setenv("MINGTANG_COLLECTING_ALLOW", entry)

        assert resolve(check_address(address), ask=lambda host, port: numbers)

    @pytest.mark.parametrize(
        ("entry", "address", "numbers"),
        [
            ("oa.inside.example", "http://other.inside.example/", ["10.1.1.1"]),
            ("oa.inside.example", "http://oa.inside.example:8080/", ["10.1.1.1"]),
            ("oa.inside.example:8080", "http://oa.inside.example/", ["10.1.1.1"]),
            ("10.1.0.0/16", "http://10.2.0.1/", []),
            ("10.1.0.0/16", "http://any.inside.example/", ["10.1.9.9", "127.0.0.1"]),
            ("127.0.0.1:9000", "http://127.0.0.1:9001/", []),
            ("127.0.0.1:9000", "http://127.0.0.1/", []),
            ("10.1.0.0/16:8080", "http://evil.example:8080/", ["93.184.216.34"]),
        ],
    )
    def test_opens_nothing_else(self, monkeypatch, entry, address, numbers):
        monkeypatch.setenv("MINGTANG_COLLECTING_ALLOW", entry)

        with pytest.raises(AddressRefused):
            resolve(check_address(address), ask=lambda host, port: numbers)
