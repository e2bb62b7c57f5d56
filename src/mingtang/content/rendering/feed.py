"""RSS 2.0 of a column."""

from django.utils.feedgenerator import Rss201rev2Feed

from mingtang.content.publishing.models import Publication
from mingtang.content.rendering import site


def feed(column: Publication, articles: list[Publication]) -> bytes:
    base = site.base_address()
    rss = Rss201rev2Feed(
        title=f"{column.title} - {site.facts().get('name', '')}",
        link=f"{base}{column.path}",
        description=column.summary or column.title,
        language="zh-cn",
        feed_url=f"{base}{column.path}feed.xml",
    )
    for article in articles:
        rss.add_item(
            title=article.title,
            link=f"{base}{article.path}",
            description=article.summary or article.title,
            pubdate=article.published_at,
            unique_id=f"{base}{article.path}",
            author_name=article.department or None,
        )
    rss.feed["last_build"] = None
    written: str = rss.writeString("utf-8")
    return written.encode()
