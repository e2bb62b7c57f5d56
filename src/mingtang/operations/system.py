"""Manifest of the operations system."""

from mingtang.content.contract.events import (
    OriginalChanged,
    PageExpiryNoticed,
    PagePublished,
    PageWithdrawn,
    PolicyClockStopped,
    PolicyDeadlineNoticed,
    SecretRefused,
    SiteTampered,
    SourceFailed,
    SourceRecovered,
)
from mingtang.kernel.system import Route, System
from mingtang.operations.contract.events import TaskClosed, TaskOpened

TASKS = "mingtang.operations.tasks.handlers"

SYSTEM = System(
    name="operations",
    title="运营中心",
    purpose="What is wrong today, who has it and until when.",
    port_offset=7,
    routes=(Route(path="/operations/", public=False, staff=True, rate=50, burst=100),),
    announces=(TaskOpened, TaskClosed),
    reacts_to={
        PolicyDeadlineNoticed: (f"{TASKS}.open_task_for_late_policy",),
        PolicyClockStopped: (f"{TASKS}.close_task_of_policy",),
        PageExpiryNoticed: (f"{TASKS}.open_task_for_expiring_page",),
        PagePublished: (f"{TASKS}.close_task_of_republished_page",),
        PageWithdrawn: (f"{TASKS}.close_task_of_withdrawn_page",),
        SourceFailed: (f"{TASKS}.open_task_for_failed_source",),
        SourceRecovered: (f"{TASKS}.close_task_of_recovered_source",),
        OriginalChanged: (f"{TASKS}.open_task_for_changed_original",),
        SiteTampered: (f"{TASKS}.open_task_for_tampered_page",),
        SecretRefused: (f"{TASKS}.open_task_for_refused_secret",),
    },
    has_worker=True,
)
