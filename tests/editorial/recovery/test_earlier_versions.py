"""From the history of a page, a member or a setting one click leads back to an earlier version."""

import pytest
from wagtail.models import Revision

from home.models import SiteSettings, StandardPage
from members.models import Member
from tests.helpers.editing import filled_in
from tests.helpers.people import allowed
from tests.helpers.reading import messages_in, read, words

pytestmark = pytest.mark.django_db


def texts_of(page):
    return [block.value.source for block in page.body]


def save_draft(page, text, user=None):
    """Save a draft with a text, as the form does."""
    page.body = [("paragraph", text)]
    return page.save_revision(user=user, log_action=True)


def history(client, page):
    return read(client, f"/admin/pages/{page.pk}/history/")


def click(client, page, name):
    """Press the button of a page of the admin with this name, the lowest where there are several."""
    form = [button for button in page.find_all("button") if name in words(button)][-1].find_parent("form")
    return client.post(form["action"], follow=True)


def test_the_history_of_a_page_returns_to_a_version_as_a_draft(admin_client, client, tree):
    page = tree.page(slug="skills")
    save_draft(page, "<p>First.</p>").publish()
    save_draft(page, "<p>Second.</p>").publish()

    response = click(admin_client, history(admin_client, page), "Return to this version")

    assert "is the draft now. Readers see the published one until you publish it." in messages_in(response)
    assert "Second." in words(read(client, "/skills/").main)
    stored = StandardPage.objects.get(pk=page.pk)
    assert texts_of(stored.get_latest_revision_as_object()) == ["<p>First.</p>"]
    stored.get_latest_revision().publish()
    assert "First." in words(read(client, "/skills/").main)


def test_the_comparison_of_two_versions_returns_to_the_earlier_one(admin_client, tree):
    page = tree.page()
    first = save_draft(page, "<p>First.</p>")
    second = save_draft(page, "<p>Second.</p>")
    compared = read(admin_client, f"/admin/pages/{page.pk}/revisions/compare/{first.pk}...{second.pk}/")
    assert "First." in words(compared.select_one(".comparison"))

    click(admin_client, compared, "Return to the version of")

    assert texts_of(StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()) == ["<p>First.</p>"]


def test_nobody_returns_to_a_version_of_what_they_may_not_edit(client, tree):
    page = tree.page()
    first = save_draft(page, "<p>First.</p>")
    save_draft(page, "<p>Second.</p>")
    client.force_login(allowed("change", below=tree.meetings))
    client.post(f"/admin/versions/{first.pk}/return/")

    assert texts_of(StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()) == ["<p>Second.</p>"]


def test_nobody_returns_to_a_version_of_what_somebody_else_has_locked(admin_user, client, tree):
    page = tree.page()
    first = save_draft(page, "<p>First.</p>")
    save_draft(page, "<p>Second.</p>")
    StandardPage.objects.filter(pk=page.pk).update(locked=True, locked_by=admin_user)
    client.force_login(allowed("change", below=tree.home))
    client.post(f"/admin/versions/{first.pk}/return/")

    assert Revision.objects.for_instance(page).last().content["body"].count("Second.") == 1


def test_the_history_of_a_member_returns_to_a_version_with_its_periods(admin_client, tree):
    member = tree.member("Benin")
    member.note = "First."
    member.save_revision(log_action=True)
    member.note = "Second."
    member.periods.set([])
    member.save_revision(log_action=True)

    shown = read(admin_client, f"/admin/snippets/members/member/history/{member.pk}/")
    response = click(admin_client, shown, "Return to this version")

    assert "is the draft now." in messages_in(response)
    draft = Member.objects.get(pk=member.pk).get_latest_revision_as_object()
    assert (draft.note, draft.periods.count()) == ("First.", 1)


# Settings


@pytest.fixture
def form(tree):
    """The address of the form of header and footer."""
    return f"/admin/settings/home/sitesettings/{tree.site.pk}/"


def save(client, form, **values):
    response = client.post(form, filled_in(client.get(form), **values), follow=True)
    assert "updated" in messages_in(response)


def history_of(client, form):
    """Follow the link to the history in the form of a setting."""
    link = read(client, form).find("a", href=lambda address: address and "/history/" in address)
    return read(client, link["href"])


def test_the_header_and_footer_have_a_history_with_what_stood_there_first(admin_client, tree, form):
    setting = SiteSettings.for_site(tree.site)
    setting.parent_name = "First"
    setting.save()
    save(admin_client, form, parent_name="Second")
    save(admin_client, form, parent_name="Third")

    shown = history_of(admin_client, form)
    compare = [a["href"] for a in shown.find_all("a") if "previous version" in words(a)]

    assert len(compare) == 2
    last, first = (words(read(admin_client, each).select_one("table:not(template *)")) for each in compare)
    assert "Second" in last and "Third" in last
    assert "First" in first


def test_one_click_shows_readers_an_earlier_header_again(admin_client, client, tree, form):
    save(admin_client, form, parent_name="African Union")
    save(admin_client, form, parent_name="A mistake")
    assert "A mistake" in words(read(client, "/"))
    shown = read(
        admin_client, read(admin_client, form).find("a", href=lambda href: "/history/" in (href or ""))["href"]
    )

    response = click(admin_client, shown, "Return to this version")

    assert "is shown to readers again." in messages_in(response)
    assert "African Union" in words(read(client, "/"))


def test_who_may_not_change_settings_sees_no_history_of_them_and_returns_to_nothing(admin_client, client, tree, form):
    save(admin_client, form, parent_name="African Union")
    save(admin_client, form, parent_name="Now")
    setting = SiteSettings.for_site(tree.site)
    client.force_login(allowed("change", "publish", below=tree.home))

    assert client.get(f"/admin/settings/home/sitesettings/history/{setting.pk}/")["Location"] == "/admin/"
    client.post(f"/admin/versions/{setting.revisions.order_by('pk')[1].pk}/return/")
    assert SiteSettings.objects.get().parent_name == "Now"
