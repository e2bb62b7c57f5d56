"""Where checking appears in the CMS: the menu, its addresses, and the script of the editor."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static

from mingtang.content.checking.views import findings, leaders, lexicon
from mingtang.content.identity.roles import CMS_ROLES


class LexiconMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.actor.has_role(*CMS_ROLES))  # type: ignore[attr-defined]


def checking_addresses() -> list[URLPattern]:
    words, people, found = "checking/lexicon/", "checking/leaders/", "checking/false-alarms/"
    return [
        path("checking/text/", findings.check_text, name="content_check_text"),
        path("checking/pages/<int:page_number>/", findings.show_findings, name="content_findings"),
        path(words, lexicon.list_entries, name="content_lexicon"),
        path(f"{words}add/", lexicon.write_entry, name="content_lexicon_add"),
        path(f"{words}<int:number>/", lexicon.write_entry, name="content_lexicon_entry"),
        path(f"{words}<int:number>/switch/", lexicon.switch_entry, name="content_lexicon_switch"),
        path(f"{words}try/", lexicon.try_text, name="content_lexicon_try"),
        path(f"{words}export/", lexicon.export, name="content_lexicon_export"),
        path(f"{words}import/", lexicon.import_file, name="content_lexicon_import"),
        path(people, leaders.list_leaders, name="content_leaders"),
        path(f"{people}add/", leaders.write_leader, name="content_leader_add"),
        path(f"{people}<int:number>/", leaders.write_leader, name="content_leader"),
        path(found, findings.list_false_alarms, name="content_false_alarms"),
        path(f"{found}<int:number>/", findings.revoke, name="content_false_alarm"),
    ]


def lexicon_in_the_menu() -> MenuItem:
    return LexiconMenuItem("错敏词词库", reverse("content_lexicon"), icon_name="glasses", order=18)


def checking_styles() -> SafeString:
    address = versioned_static("content_checking/checking.css")
    return format_html('<link rel="stylesheet" href="{}">', address)


def checking_script() -> SafeString:
    address = versioned_static("content_checking/checking.js")
    return format_html('<script src="{}"></script>', address)


hooks.register("register_admin_urls", checking_addresses)
hooks.register("register_admin_menu_item", lexicon_in_the_menu)
hooks.register("insert_global_admin_css", checking_styles)
hooks.register("insert_editor_js", checking_script)
