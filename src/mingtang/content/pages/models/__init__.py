"""The tables of pages: departments, home, columns, articles."""

from mingtang.content.pages.models.article import ArticlePage, Attachment
from mingtang.content.pages.models.column import ColumnPage
from mingtang.content.pages.models.department import Department
from mingtang.content.pages.models.home import HomePage

__all__ = ["ArticlePage", "Attachment", "ColumnPage", "Department", "HomePage"]
