"""Overfull columns, and articles that stand in the wrong one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from mingtang.content.optimising.naming import best_term
from mingtang.content.optimising.proposed import Group, Proposed, Rules, Terms, pace_of
from mingtang.content.optimising.similarity import Vector, cosine, vectors
from mingtang.content.optimising.snapshot import Article, Column, Snapshot
from mingtang.content.optimising.time_model import USUAL_STAY


def splits(snapshot: Snapshot, rules: Rules, terms: Terms) -> Iterable[Proposed]:
    """Propose columns below a column whose list is too long to read."""
    pace = pace_of(rules)
    for column in snapshot.columns:
        number = len(column.articles)
        if (
            number <= rules["overfull_articles"]
            or column.has_children
            or column.column_type in rules["protected_types"]
        ):
            continue
        by_term: dict[str, list[Article]] = defaultdict(list)
        for article in column.articles:
            by_term[best_term(article, terms)].append(article)
        by_term.pop("", None)
        least = number * rules["split_group_share"]
        groups = [
            Group(title=name, articles=tuple(articles))
            for name, articles in sorted(by_term.items(), key=lambda entry: -len(entry[1]))
            if len(articles) >= least and name != column.title
        ]
        if len(groups) < 2:
            continue
        rest = number - sum(len(group.articles) for group in groups)
        before = pace.seconds_per_line * (number + 1) / 2
        after = pace.seconds_per_line * (len(groups) + 1) / 2 + pace.seconds_per_page
        after += pace.seconds_per_line * sum(
            len(g.articles) / number * (len(g.articles) + 1) / 2 for g in groups
        )
        after += pace.seconds_per_line * rest / number * (rest + 1) / 2
        if before - after >= rules["least_saving_seconds"]:
            yield Proposed(
                kind="split",
                parent=column.number,
                groups=tuple(groups),
                seconds_before=before,
                seconds_after=after,
                sittings=snapshot.sittings(column.path),
                confidence=round(1 - rest / number, 2),
                siblings=(column,),
            )


def moves(snapshot: Snapshot, texts: Mapping[int, Vector], rules: Rules) -> Iterable[Proposed]:
    """Propose another column for an article that its visitors and its words both place there."""
    open_columns = [c for c in snapshot.columns if c.column_type not in rules["protected_types"]]
    pace = pace_of(rules)
    for column in open_columns:
        for article in column.articles:
            if article.visitors < rules["stray_visitors"]:
                continue
            target = _better_place(snapshot, article, column, open_columns, texts, rules)
            if target is None:
                continue
            wrong = snapshot.shared(article.path, target.path) / article.visitors
            back = column.stay if column.stay is not None else USUAL_STAY
            yield Proposed(
                kind="move",
                parent=target.number,
                groups=(Group(title=target.title, articles=(article,), into=target.number),),
                seconds_before=wrong * (back + 2 * pace.seconds_per_page),
                seconds_after=0.0,
                sittings=article.visitors,
                confidence=round(min(1.0, wrong), 2),
                siblings=(column, target),
            )


def _better_place(
    snapshot: Snapshot,
    article: Article,
    own: Column,
    columns: Sequence[Column],
    texts: Mapping[int, Vector],
    rules: Rules,
) -> Column | None:
    candidates = [
        c
        for c in columns
        if c.number != own.number
        and c.column_type == own.column_type
        and c.articles
        and snapshot.shared(article.path, c.path) >= rules["stray_shared"] * article.visitors
    ]
    if not candidates:
        return None
    words = vectors(
        {0: f"{article.title * 3}{article.text}", **{c.number: c.words for c in columns}}
    )
    here = cosine(words[0], texts[own.number])
    best = max(candidates, key=lambda c: cosine(words[0], texts[c.number]))
    nearer = cosine(words[0], texts[best.number]) - here
    return best if nearer >= rules["stray_likeness"] else None
