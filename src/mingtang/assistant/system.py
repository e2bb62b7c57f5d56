"""Manifest of the assistant system."""

from mingtang.content.contract.events import PagePublished, PageWithdrawn
from mingtang.kernel.system import Route, System
from mingtang.services.contract.events import GuidePublished, GuideWithdrawn

SEARCH = "mingtang.assistant.search.handlers"

SYSTEM = System(
    name="assistant",
    title="智能助手",
    purpose="Finds what people mean and answers what is true.",
    port_offset=5,
    routes=[
        # Not kept at the gateway: a kept answer would be shown once more, however old, before it
        # is renewed, and search must know what was published or withdrawn a second ago.
        Route(path="/search"),
    ],
    reacts_to={
        PagePublished: [f"{SEARCH}.make_page_findable"],
        PageWithdrawn: [f"{SEARCH}.take_page_out"],
        GuidePublished: [f"{SEARCH}.make_guide_findable"],
        GuideWithdrawn: [f"{SEARCH}.take_guide_out"],
    },
    has_worker=True,
)
