"""Where the user centre listens."""

from django.urls import path

from mingtang.accounts.affairs import views as affairs
from mingtang.accounts.api import api
from mingtang.accounts.inbox import views as inbox
from mingtang.accounts.people import views as people
from mingtang.accounts.sessions.views import entering, own
from mingtang.kernel.urls import common_urls

urlpatterns = [
    *common_urls(),
    path("internal/", api.urls),
    path("login/", entering.login, name="login"),
    path("logout/", entering.logout, name="logout"),
    path("my/", affairs.my_affairs, name="my"),
    path("my/done/", affairs.done_affairs, name="done"),
    path("my/who/", affairs.who, name="who"),
    path("my/messages/", inbox.messages, name="messages"),
    path("my/messages/read/", inbox.read_all, name="messages-read"),
    path("my/messages/<int:message_id>/", inbox.message, name="message"),
    path("my/profile/", people.profile, name="profile"),
    path("my/profile/contact/", people.contact, name="contact"),
    path("my/profile/dispute/<str:key>/", people.dispute, name="dispute"),
    path("my/access/", people.access, name="access"),
    path("my/sessions/", own.devices, name="devices"),
    path("my/sessions/end/", own.end, name="session-end"),
    path("my/sessions/password/", own.password, name="password"),
    path("my/organisation/", own.organisation, name="organisation"),
]

handler400 = "mingtang.kernel.faults.bad_request"
handler404 = "mingtang.kernel.faults.page_not_found"
handler500 = "mingtang.kernel.faults.server_error"
