"""What Wagtail calls when a workflow has run through: our publishing, with all its checks."""

from typing import Any


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Release the reviewed page. Wagtail reads this module while its own models still load."""
    from mingtang.content.identity.queries import actor_of  # noqa: PLC0415
    from mingtang.content.publishing.commands import release_page  # noqa: PLC0415

    page = workflow_state.content_object
    revision = page.get_latest_revision()
    release_page(actor=actor_of(user), page_number=page.pk, revision_number=revision.pk)
