"""`mingtang demo reset`: everything people did is thrown away and the demo city loaded anew."""

import shutil

from mingtang.supervisor.database import drop_databases
from mingtang.supervisor.places import Places
from mingtang.supervisor.plan import find_platform, make_ready
from mingtang.supervisor.running import down, is_running, up, up_detached
from mingtang.supervisor.trouble import DatabaseBroken, NotConfirmed, Trouble

#: What the systems wrote, beside their databases. Keys and secrets stay.
WRITTEN = ("site", "site-sealed", "uploads", "search", "gateway")


def reset_demo(places: Places, *, is_confirmed: bool) -> None:
    if places.environment != "demo":
        raise Trouble("只有演示环境可以重置。", "Only a demo can be reset.")
    if not is_confirmed:
        raise NotConfirmed("重置会删除全部数据 all data would be deleted")
    was_running = is_running(places)
    if was_running:
        down(places)
    _throw_away(places)
    if was_running:
        up_detached(places)
    else:
        up(places, only_prepare=True)


def _throw_away(places: Places) -> None:
    places.make()
    platform = find_platform(places)
    names = [system.name for system in platform.local_systems]
    if len(names) < sum(system.has_database for system in platform.systems):
        raise DatabaseBroken("外部数据库不会被自动清空 an external database is never emptied")
    make_ready(platform)
    server = platform.cluster.start(log=places.log_of("postgres"))
    try:
        drop_databases(platform.cluster.url("postgres"), names=names)
    finally:
        platform.cluster.stop()
        server.wait()
    platform.preparations.stamps.forget_all()
    for name in WRITTEN:
        shutil.rmtree(places.home / name, ignore_errors=True)
