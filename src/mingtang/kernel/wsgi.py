"""The application a system's web process serves."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def new_application() -> Application:
    """Return the application of the system whose settings are named in the environment."""
    return in_one_piece(get_wsgi_application())


def in_one_piece(application: Application) -> Application:
    """Hand finished answers to the server as a list.

    granian sends a list at once; an answer it has to ask for piece by piece costs it as much time,
    with Python's lock held, as a page of ours takes to render (py-spy: half of a form's time).
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        response: Any = application(environ, start_response)
        if getattr(response, "streaming", True):
            return response  # type: ignore[no-any-return]
        try:
            return [response.content]
        finally:
            response.close()

    return answer
