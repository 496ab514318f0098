"""Every address of ours in the admin × who asks × an object that is not theirs: nothing is shown, nothing changes.

The addresses are read from the URL resolver, so a new one is tried without being named here; one that takes an
argument of a new name fails until it is said what that stands for.
"""

import datetime
import re
import uuid

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Locale, PageViewRestriction

from home.models import SiteSettings
from mme_site.editorial.recovery.models import Deletion
from mme_site.files.former.models import FormerVersion
from mme_site.publishing.models import Schedule
from mme_site.publishing.releases import editing
from tests.helpers.factories import Tree, UserFactory
from tests.helpers.people import administrator, allowed
from tests.helpers.requested_addresses import is_ours, joined
from tests.helpers.scheduling import schedule
from tests.helpers.uploads import saved_document, saved_image

pytestmark = pytest.mark.django_db
SECRET = "Embargoed of the others"
# 200 for an address that names an object, with the reason.
EXPLAINED = {
    "editors_guide_picture": "pictures of the guide, the same for everybody",
    "import_dry_run": "a plan is of who made it: 404 for others",
    "import_done": "the log of one's own imports, empty for others",
    "publishing_month": "a month names no object; what it lists is looked at by its words",
    "publishing_month_results": "as the month",
    "export": "a table of what one may edit; what it holds is looked at by its words",
    "checks_of_new_page": "checks of what is typed, below a page where one may add",
}
WAYS_OUT = re.compile(r"^(/admin/|/admin/login/.*|/|/admin/import/)$")


def walk(patterns, before=""):
    for pattern in patterns:
        route = joined(before, str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, route)
        elif is_ours(pattern.callback) and route.startswith("admin/"):
            yield route, pattern


ADDRESSES = {route: pattern for route, pattern in walk(get_resolver().url_patterns)}


@pytest.fixture
def others(tree):
    """What the other partnership has: drafts, private files, something deleted, something scheduled."""
    there = Tree(hostname="other.example", slug="other", title="The other")
    boss = administrator()
    collection = Collection.get_first_root_node().add_child(name=SECRET)
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    page = there.page(title=SECRET, live=False)
    PageViewRestriction.objects.create(page=there.home, restriction_type="login")
    document = secret(saved_document(), collection)
    scheduled = there.page(title=SECRET)
    schedule(scheduled, go_live_at=timezone.now() + datetime.timedelta(days=1), title=SECRET)
    gone = there.page(title=SECRET)
    gone.delete(user=boss)
    former = FormerVersion.objects.create(document=document, filename=f"{SECRET}.pdf", sha256="a" * 64, size=1)
    release = editing.create(SECRET, boss, timezone.now() + datetime.timedelta(days=1))
    editing.add_publication(release, page, boss)
    return {
        "page": page.pk,
        "release": release.pk,
        "revision": page.save_revision(user=boss).pk,
        "document": document.pk,
        "image": secret(saved_image(), collection).pk,
        "deletion": Deletion.objects.filter(title=SECRET).values_list("pk", flat=True).first() or 0,
        "schedule": Schedule.objects.values_list("pk", flat=True).first() or 0,
        "former": former.pk,
        "user": boss.pk,
        "settings": SiteSettings.objects.create(site=there.site, notice=f"<p>{SECRET}</p>").pk,
    }


def secret(file, collection):
    file.title, file.collection = SECRET, collection
    file.save()
    return file


def arguments(route, others):
    """Return the address of a route, of an object of the others."""
    kinds = [
        *(("admin/users/", "user"), ("admin/deleted/", "deletion"), ("admin/versions/", "revision")),
        *(("admin/publishing/", "schedule"), ("admin/former-versions/", "former"), ("admin/settings/", "settings")),
        ("admin/releases/", "release"),
        *(("admin/file-texts/", "document"), ("admin/import/", "page"), ("", "page")),
    ]
    of_route = others[next(kind for start, kind in kinds if route.startswith(start))]
    values = {
        **{"page_id": others["page"], "parent_page_id": others["page"], "revision_id": others["revision"]},
        **{"document_id": others["document"], "image_id": others["image"], "pk": of_route, "key": of_route},
        **{"revision_id_a": "earliest", "revision_id_b": "latest", "translation_source_id": 1, "name": "desk"},
        **{"year": timezone.now().year, "month": timezone.now().month, "what": "meetings", "ending": "xlsx"},
        **{"release_id": 1, "app_name": "home", "model_name": "sitesettings"},
        **{"content_type_app_name": "home", "content_type_model_name": "standardpage"},
        **{"release_id": others["release"], "app_name": "home", "model_name": "sitesettings"},
    }
    plain = re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", route).replace("^", "").replace("\\", "").removesuffix("$")
    plain = re.sub(r"<uuid:\w+>", str(uuid.uuid4()), plain)
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), plain)


def people(tree):
    yield "nobody signed in", None
    yield "a reader with an account", UserFactory()
    yield "somebody in the admin", allowed()
    yield "an editor", allowed("add", "change", below=tree.home)
    yield "a publisher", allowed("add", "change", "publish", "lock", below=tree.home)
    yield "a translator", allowed("add", "change", below=french(tree))


def french(tree):
    locale, _new = Locale.objects.get_or_create(language_code="fr")
    return tree.home.copy_for_translation(locale)


def body_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_nobody_sees_or_changes_what_is_of_others(client, tree, others):
    wrong, client.raise_request_exception = [], False
    for who, user in people(tree):
        client.logout()
        if user:
            client.force_login(user)
        for route, pattern in ADDRESSES.items():
            for ask in (client.get, client.post):
                response = ask(arguments(route, others))
                said = f"{who}: {ask.__name__} {route}: {response.status_code}"
                names_object = "<" in route and pattern.name not in EXPLAINED
                if SECRET.encode() in body_of(response):
                    wrong.append(f"{said} shows what it must not")
                elif response.status_code == 500 or (response.status_code == 200 and names_object):
                    wrong.append(said)
                elif response.status_code in (301, 302) and names_object:
                    place = response.headers["Location"]
                    if not WAYS_OUT.match(place):
                        wrong.append(f"{said} to {place}")

    assert not wrong, "\n".join(wrong)


def test_what_is_explained_is_there():
    assert set(EXPLAINED) - {pattern.name for pattern in ADDRESSES.values()} == set()
    assert len(ADDRESSES) > 50
