import pytest
from django.test import Client

from mingtang.content.identity.models import StaffMember
from mingtang.content.identity.queries import actor_of
from mingtang.content.tests.people import citizen, department_reviewer, editor, staff
from mingtang.kernel.http import ACTOR_HEADER
from mingtang.kernel.identity import Actor
from mingtang.kernel.signing import sign_actor

pytestmark = pytest.mark.django_db


def browser_of(actor: Actor) -> Client:
    return Client(headers={ACTOR_HEADER: sign_actor(actor, signer="gateway")})


class TestTheDoor:
    def test_the_anonymous_are_sent_to_log_in_and_brought_back(self, client):
        response = client.get("/cms/pages/?p=2")

        assert response.status_code == 302
        assert response["Location"] == "/login/?next=%2Fcms%2Fpages%2F%3Fp%3D2"

    def test_an_unsigned_header_is_nobody(self, client):
        response = client.get("/cms/", headers={ACTOR_HEADER: "made-up"})

        assert response.status_code == 302

    @pytest.mark.parametrize("actor", [citizen, lambda: staff("徐磊", "officer")])
    def test_others_are_refused_with_a_sentence(self, actor):
        response = browser_of(actor()).get("/cms/")

        assert response.status_code == 403
        assert "内容管理只对编辑和审核人员开放" in response.content.decode()

    def test_an_editor_comes_in_under_their_own_name(self):
        response = browser_of(editor()).get("/cms/")

        assert response.status_code == 200
        assert "周敏" in response.content.decode()

    @pytest.mark.parametrize(
        "address", ["users/", "password_reset/", "groups/", "account/change_password/"]
    )
    def test_wagtails_own_accounts_are_gone(self, address):
        assert browser_of(editor()).get(f"/cms/{address}").status_code == 404

    def test_wagtails_login_leads_to_the_one_login(self):
        assert browser_of(editor()).get("/cms/login/")["Location"].startswith("/login/")


class TestMirror:
    def test_roles_follow_the_actor(self):
        both = staff("两个岗位", "editor", "reviewer.legal")
        fewer = staff("两个岗位", "reviewer.legal")

        member = StaffMember.objects.get(pk=both.id)
        assert set(member.groups.values_list("name", flat=True)) == {"reviewer.legal"}
        assert actor_of(member).roles == fewer.roles

    def test_nobody_has_a_password_or_is_a_superuser(self):
        member = StaffMember.objects.get(pk=editor().id)

        assert not member.has_usable_password()
        assert not member.is_superuser

    def test_nobody_holds_the_right_to_publish_in_wagtail(self):
        for actor in (editor(), department_reviewer(), staff("终审", "reviewer.final")):
            member = StaffMember.objects.get(pk=actor.id)
            assert not member.has_perm("wagtailcore.publish_page")
