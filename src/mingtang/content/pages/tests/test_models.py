import pytest
from django.core.exceptions import ValidationError

from mingtang.content.pages.models import ArticlePage, ColumnPage
from mingtang.content.pages.texts import digest_of
from mingtang.content.tests import factories as make

pytestmark = pytest.mark.django_db


class TestArticlePage:
    def test_gets_a_short_address_from_a_chinese_title(self):
        page = make.draft(title="关于居住证签注的通知", slug="")

        assert page.slug.endswith("-gyjzzqzdtz")

    def test_two_pages_of_one_title_get_two_addresses(self):
        column = make.column()

        first = make.draft(column, slug="")
        second = make.draft(column, slug="")

        assert second.slug == f"{first.slug}-2"

    def test_the_form_asks_for_no_address(self):
        form = ArticlePage.get_edit_handler().get_form_class()(instance=ArticlePage())

        assert not form.fields["slug"].required

    def test_a_page_about_to_be_saved_has_its_address_already(self):
        page = ArticlePage(title="关于居住证签注的通知")
        page._cached_parent_obj = make.column()

        page._set_core_field_defaults()

        assert page.slug.endswith("-gyjzzqzdtz")

    def test_the_choices_are_chinese(self):
        words = [label for field in ("kind", "validity") for _, label in _choices(field)]

        assert not [word for word in words if word.isascii()]

    def test_a_policy_needs_its_head(self):
        with pytest.raises(ValidationError) as refused:
            make.draft(kind="policy")

        assert set(refused.value.error_dict) == {"issuer", "issued_on", "validity"}


class TestColumnPage:
    def test_refuses_addresses_of_other_systems(self):
        column = ColumnPage(
            title="办事", slug="services", description="x", keywords="x", live=False
        )
        make.home().add_child(instance=column)

        with pytest.raises(ValidationError) as refused:
            column.full_clean()

        assert set(refused.value.error_dict) == {"slug"}

    def test_gets_its_address_from_the_pinyin(self):
        column = ColumnPage(title="通知公告", description="x", live=False)
        make.home().add_child(instance=column)

        assert column.slug == "tongzhigonggao"


class TestDigestOf:
    def test_is_the_same_for_the_same_text(self):
        page = make.draft()

        assert digest_of(ArticlePage.objects.get(pk=page.pk)) == digest_of(
            page.get_latest_revision().as_object()
        )

    @pytest.mark.parametrize(
        "change", [{"title": "别的"}, {"source": "别的"}, {"slug": "other"}, {"validity": "有效"}]
    )
    def test_changes_with_every_public_field(self, change):
        page = make.draft()
        before = digest_of(page)

        for name, value in change.items():
            setattr(page, name, value)

        assert digest_of(page) != before


def _choices(field: str) -> list[tuple[str, str]]:
    return ArticlePage._meta.get_field(field).choices
