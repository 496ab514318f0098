"""What somebody does in the admin in more than one story."""

from playwright.sync_api import expect

PASSWORD = "a long password for tests"
PEOPLE = [
    ("editor", "editors", ""),
    ("publisher", "publishers", ""),
    ("nachir", "publishers", "ar"),
    ("claire", "publishers", "fr"),
    ("amina", "translators fr", "fr"),
    ("edith", "translators en", "en"),
]
ACCOUNTS = f"""
from django.contrib.auth import get_user_model
from mme_site.editorial.users.models import RoleGroup
from wagtail.users.models import UserProfile
get_user_model().objects.update(has_initial_password=False)  # as if the administrator had chosen another one
for name, role, language in {PEOPLE}:
    user = get_user_model().objects.create_user(name, email=f"{{name}}@example.org", password="{PASSWORD}")
    user.groups.add(RoleGroup.objects.get(role=role).group)
    UserProfile.objects.create(user=user, preferred_language=language)
"""
FIRST_LOOK = 3_000  # milliseconds; Wagtail notes two seconds after the load what stood in a form


def sign_in(page, name, password):
    """Give a name and a password, and wait for the admin."""
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("/admin/")


def open_form(page, go):
    """Go to a form, and let the page's clock pass the moment from which Wagtail saves what is changed."""
    page.clock.install()
    go()
    expect(page.get_by_role("button", name="Save draft")).to_be_visible()
    page.wait_for_load_state()
    page.clock.fast_forward(FIRST_LOOK)


def choose_action(page, name):
    """Choose one of the actions behind the arrow beside 'Save draft'."""
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=name, exact=True).click()
