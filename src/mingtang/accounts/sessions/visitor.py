"""Where a request comes from, as far as somebody needs to recognise their own devices."""

from dataclasses import dataclass

from django.http import HttpRequest

#: The first that fits: programs that contain another's name come before it.
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("HuaweiBrowser", "华为浏览器"),
    ("MQQBrowser", "QQ 浏览器"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
PLACES = (
    ("HarmonyOS", "鸿蒙手机"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "安卓手机"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "Mac 电脑"),
    ("Linux", "Linux 电脑"),
)


@dataclass(frozen=True)
class Visitor:
    address: str = ""
    device: str = ""


def visitor_of(request: HttpRequest) -> Visitor:
    """Read what nginx says of the client; it overwrites what came from outside."""
    agent = request.headers.get("User-Agent", "")
    address = request.headers.get("X-Real-IP") or request.META.get("REMOTE_ADDR", "")
    return Visitor(address=address[:45], device=_device(agent))


def _device(agent: str) -> str:
    browser = next((name for mark, name in BROWSERS if mark in agent), "其他浏览器")
    place = next((name for mark, name in PLACES if mark in agent), "其他设备")
    return f"{place}，{browser}"
