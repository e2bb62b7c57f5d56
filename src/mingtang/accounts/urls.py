"""Where the user centre listens."""

from django.urls import path

from mingtang.accounts.affairs import views as affairs
from mingtang.accounts.people import api as people
from mingtang.accounts.sessions import views as sessions
from mingtang.kernel.urls import common_urls

urlpatterns = [
    *common_urls(),
    path("login/", sessions.login, name="login"),
    path("logout/", sessions.logout, name="logout"),
    path("my/", affairs.my_affairs, name="my"),
    path("my/messages/", affairs.my_messages, name="messages"),
    path("my/profile/", affairs.my_profile, name="profile"),
    path("my/fragments/who", affairs.who, name="who"),
    path("internal/sessions/<str:session_id>", sessions.session, name="session"),
    path("internal/people/<uuid:person_id>/profile", people.profile, name="profile_of"),
]
