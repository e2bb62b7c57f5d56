"""Read the guides for the catalogue, the home page and the guide pages."""

from dataclasses import dataclass

from mingtang.content.guides.models import Guide


@dataclass(frozen=True)
class GuideLine:
    """A guide in a list."""

    code: str
    title: str

    @property
    def path(self) -> str:
        return f"/guides/{self.code}/"


def find_guide(code: str) -> Guide | None:
    return Guide.objects.filter(code=code).first()


def guide_lines() -> dict[str, GuideLine]:
    """Return every guide by its code, without its text."""
    return {
        code: GuideLine(code, title) for code, title in Guide.objects.values_list("code", "title")
    }


def all_guides() -> list[Guide]:
    return list(Guide.objects.all())
