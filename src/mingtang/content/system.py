"""The manifest of content. Read this first."""

from mingtang.content.contract.events import (
    OriginalChanged,
    PageExpiryNoticed,
    PagePublished,
    PageWithdrawn,
    PolicyClockStopped,
    PolicyDeadlineNoticed,
    ReviewReminded,
    SecretRefused,
    SiteTampered,
    SourceFailed,
    SourceRecovered,
)
from mingtang.kernel.system import Route, System
from mingtang.services.contract.events import GuidePublished, GuideWithdrawn

SYSTEM = System(
    name="content",
    title="内容管理",
    purpose="The website: columns, policies and pages, reviewed three times, published as signed files.",
    port_offset=2,
    routes=(
        # Rich text looks like an attack to the core rules; only signed-in staff can send it.
        Route(
            path="/cms/",
            public=False,
            staff=True,
            inspect_body=False,
            rate=50,
            burst=200,
            body_megabytes=50,
        ),
        # Policy files are scans of up to 200 MB.
        Route(
            path="/cms/intake/upload/",
            public=False,
            staff=True,
            inspect_body=False,
            rate=5,
            burst=20,
            body_megabytes=210,
        ),
        # 有用/没用 below every article: one click, and a few words.
        Route(path="/feedback/", rate=2, burst=10),
    ),
    announces=(
        OriginalChanged,
        PageExpiryNoticed,
        PagePublished,
        PageWithdrawn,
        PolicyClockStopped,
        PolicyDeadlineNoticed,
        ReviewReminded,
        SecretRefused,
        SiteTampered,
        SourceFailed,
        SourceRecovered,
    ),
    reacts_to={
        GuidePublished: ("mingtang.content.publishing.handlers.store_guide",),
        GuideWithdrawn: ("mingtang.content.publishing.handlers.remove_guide",),
    },
    has_worker=True,
    guards=("watch_site",),
)
