"""The optimiser on columns it has never seen, and on trees where nothing is wrong."""

from random import Random

import pytest

from mingtang.content.optimising.naming import names_for
from mingtang.content.optimising.proposing import propose
from mingtang.content.optimising.rules import rules, terms
from mingtang.content.optimising.snapshot import Article, Column, Snapshot

PARENT = Column(1, "/p/", "办事", "index", "办事服务", None, has_children=True)
#: Subject, and the errands of which each becomes a tiny column.
HOUSING = ("住房", {"租房补贴": "租房 租赁 房源 租金", "公租房": "租房 租赁 配租 租金"})
TRAVEL = ("出行", {"停车": "停车 车辆 违章 限行", "驾驶证": "驾驶证 车辆 违章 换证"})
SCHOOL = ("入学", {"小学": "入学 招生 学区 学籍", "幼儿园": "入学 招生 学区 学籍"})


def articles(number, subject, words, *, count=3):
    return tuple(
        Article(
            number * 100 + n,
            f"/p/{number}/{n}/",
            f"{subject}{word}第{n}问",
            f"{subject}怎样{words}，{words}要带什么，{words}多久办好。",
        )
        for n, word in zip(range(count), words.split(), strict=False)
    )


def columns_of(*themes):
    made, number = [], 10
    for subject, errands in themes:
        for title, words in errands.items():
            made.append(
                Column(
                    *(number, f"/p/{number}/", title, "other", "办事服务", 1),
                    description=f"{title}：{words}",
                    articles=articles(number, subject, words),
                    stay=25,
                )
            )
            number += 1
    return made


def walked(columns, groups, *, inside, outside, sittings=400):
    """Visits in which columns of one group are mistaken for each other, those of others seldom."""
    together = {("/p/", "/p/"): 1200}
    for n, one in enumerate(columns):
        together[(one.path, one.path)] = sittings
        for other in columns[n + 1 :]:
            share = inside if groups[one.number] == groups[other.number] else outside
            together[tuple(sorted((one.path, other.path)))] = int(share * sittings)
    return together


def run(columns, together, *, days=100):
    return propose(Snapshot((PARENT, *columns), together, days), rules=rules(), terms=terms())


def groups_by_theme(*themes):
    groups, number = {}, 10
    for theme in themes:
        for _ in theme[1]:
            groups[number] = theme[0]
            number += 1
    return groups


def test_columns_alike_and_visited_together_become_one_each_with_a_fitting_name():
    themes = (HOUSING, TRAVEL, SCHOOL)
    columns = columns_of(*themes)

    (proposed,) = run(columns, walked(columns, groups_by_theme(*themes), inside=0.5, outside=0.02))

    assert proposed.kind == "merge"
    assert {
        group.title: {column.title for column in group.columns} for group in proposed.groups
    } == {
        "住房租赁": {"租房补贴", "公租房"},
        "出行交通": {"停车", "驾驶证"},
        "入学升学": {"小学", "幼儿园"},
    }
    assert proposed.seconds_after < proposed.seconds_before
    assert proposed.confidence > 0.5


@pytest.mark.parametrize("seed", range(5))
def test_generated_columns_find_their_groups_again(seed):
    random = Random(seed)
    chosen = random.sample(terms()[3:], 4)
    themes = [
        (
            term["name"],
            {
                f"{term['name']}{place}": " ".join(random.sample(term["words"], 4))
                for place in random.sample(["一区", "二区", "三区", "四区"], random.choice([2, 3]))
            },
        )
        for term in chosen
    ]
    columns = columns_of(*themes)
    groups = groups_by_theme(*themes)

    (proposed,) = run(columns, walked(columns, groups, inside=0.45, outside=0.03))

    found = [{groups[column.number] for column in group.columns} for group in proposed.groups]
    assert all(len(names) == 1 for names in found)
    assert len({group.title for group in proposed.groups}) == len(proposed.groups)


@pytest.mark.parametrize(
    ("inside", "outside"), [(0.02, 0.02), (0.0, 0.0), (0.08, 0.08)], ids=["few", "none", "some"]
)
def test_says_nothing_when_visitors_find_their_column_at_once(inside, outside):
    themes = (HOUSING, TRAVEL, SCHOOL)
    columns = columns_of(*themes)
    groups = groups_by_theme(*themes)

    assert run(columns, walked(columns, groups, inside=inside, outside=outside)) == []


def test_says_nothing_without_visits():
    assert run(columns_of(HOUSING, TRAVEL, SCHOOL), {}) == []


def test_says_nothing_about_columns_whose_texts_have_nothing_in_common():
    columns = columns_of(
        ("住房", {"公租房": "租房 租赁 配租 租金"}),
        ("出行", {"停车": "停车 车辆 违章 限行"}),
        ("文化", {"图书馆": "借书 展览 演出 阅读"}),
    )
    groups = dict.fromkeys((10, 11, 12), "one")

    assert run(columns, walked(columns, groups, inside=0.6, outside=0.6)) == []


def test_leaves_prescribed_columns_alone():
    themes = (HOUSING, TRAVEL, SCHOOL)
    columns = [Column(**{**c.__dict__, "column_type": "政策文件"}) for c in columns_of(*themes)]

    assert run(columns, walked(columns, groups_by_theme(*themes), inside=0.6, outside=0.1)) == []


def test_is_less_sure_after_few_days():
    themes = (HOUSING, TRAVEL, SCHOOL)
    columns = columns_of(*themes)
    together = walked(columns, groups_by_theme(*themes), inside=0.5, outside=0.02)

    (early,) = run(columns, together, days=20)
    (late,) = run(columns, together, days=100)

    assert early.confidence < late.confidence / 2


def test_splits_a_list_nobody_can_read():
    rent = articles(10, "住房", "租房 租赁 配租", count=3) * 14
    cars = articles(20, "出行", "停车 车辆 违章", count=3) * 14
    mixed = [
        Article(n, f"/p/10/{n}/", a.title, a.text) for n, a in enumerate([*rent, *cars], start=1000)
    ]
    column = Column(10, "/p/10/", "便民", "other", "办事服务", 1, articles=tuple(mixed), stay=30)

    (proposed,) = run([column], {("/p/10/", "/p/10/"): 900})

    assert proposed.kind == "split"
    assert {group.title for group in proposed.groups} == {"住房租赁", "出行交通"}


def test_moves_an_article_to_where_its_visitors_and_its_words_are():
    housing, _, cars, licences = columns_of(HOUSING, TRAVEL)
    stray = Article(
        900,
        "/p/10/900/",
        "停车违章车辆限行",
        "停车 车辆 违章 限行怎么办，停车 车辆 违章。",
        visitors=200,
    )
    housing = Column(**{**housing.__dict__, "articles": (*housing.articles, stray)})
    together = {(c.path, c.path): 500 for c in (housing, cars, licences)} | {
        ("/p/10/900/", cars.path): 150
    }

    (proposed,) = run([housing, cars, licences], together)

    assert (proposed.kind, proposed.groups[0].into) == ("move", cars.number)
    assert proposed.groups[0].articles == (stray,)


def test_names_are_not_given_twice_and_not_taken_from_a_sibling():
    columns = columns_of(HOUSING)

    assert names_for(columns, terms())[0].name == "住房租赁"
    assert "住房租赁" not in [n.name for n in names_for(columns, terms(), taken={"住房租赁"})]
