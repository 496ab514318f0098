"""Every address in the admin × who asks × an object that is not theirs: nothing is shown, nothing changes.

The addresses are read from the URL resolver, so a new one is tried without being named here; one that takes an
argument of a new name fails until it is said what that stands for. Those of Wagtail are tried as well: what its
advisories of 2026 were about (previews, revisions, history, copying, choosers, translations, renditions, privacy, its
API) is asked for here, of whatever is new in it too.
"""

import datetime
import re

import pytest
from django.contrib.auth.models import Group
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, Revision

from home.models import SiteSettings
from mme_site.editorial.jobs.models import Job
from mme_site.editorial.recovery.models import Deletion
from mme_site.editorial.users.models import User
from mme_site.files.former.models import FormerVersion
from mme_site.files.models import SiteDocument, SiteImage
from mme_site.publishing.models import Schedule
from mme_site.publishing.releases import editing
from tests.accounts.identity_provider import provider_of_the_site
from tests.helpers.factories import Tree, UserFactory
from tests.helpers.people import administrator, allowed
from tests.helpers.requested_addresses import is_ours, joined
from tests.helpers.scheduling import schedule
from tests.helpers.uploads import saved_document, saved_image

pytestmark = pytest.mark.django_db
SECRET = "Embargoed of the others"
KINDS = {
    **{"page": Page, "revision": Revision, "document": SiteDocument, "image": SiteImage, "collection": Collection},
    **{"deletion": Deletion, "schedule": Schedule, "former": FormerVersion, "user": User, "settings": SiteSettings},
    **{"job": Job, "group": Group, "release": Schedule},
}
# 200 for an address that names an object, with the reason.
EXPLAINED = {
    "editors_guide_picture": "pictures of the guide, the same for everybody",
    "import_dry_run": "a plan is of who made it: 404 for others",
    "import_done": "the log of one's own imports, empty for others",
    "publishing_month": "a month names no object; what it lists is looked at by its words",
    "publishing_month_results": "as the month",
    "export": "a table of what one may edit; what it holds is looked at by its words",
    "checks_of_new_page": "checks of what is typed, below a page where one may add",
    "openid_connect_login": "where one signs in; it names the provider, which everybody sees",
}
# Two end the session; the third fails on purpose, for who watches errors.
LEFT_OUT = {"admin/logout/", "admin/access/sign-out/", "admin/failwhale/"}
WAYS_OUT = re.compile(r"^(/admin/|/admin/login/.*|/|/admin/import/)$")


def walk(patterns, before=""):
    for pattern in patterns:
        route = joined(before, str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, route)
        elif route.startswith("admin/"):
            yield route, pattern


ADMIN = dict(walk(get_resolver().url_patterns))
ADDRESSES = {route: pattern for route, pattern in ADMIN.items() if is_ours(pattern.callback)}
OF_WAGTAIL = {route: pattern for route, pattern in ADMIN.items() if route not in ADDRESSES}


@pytest.fixture
def others(tree):
    """What the other partnership has, by its kind."""
    return objects_of(Tree(hostname="other.example", slug="other", title="The other"))


def objects_of(there):
    """Make what is not for everybody in a partnership: a draft, private files, what is deleted or scheduled."""
    boss = administrator()
    group = Group.objects.create(name=f"{SECRET} {there.home.pk}")
    boss.groups.add(group)
    collection = Collection.get_first_root_node().add_child(name=SECRET)
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    below = collection.add_child(name=SECRET)  # as private as the one above it
    page = there.page(title=SECRET, live=False)
    scheduled = there.page(title=SECRET)
    schedule(scheduled, go_live_at=timezone.now() + datetime.timedelta(days=1), title=SECRET)
    gone = there.page(title=SECRET)
    gone.delete(user=boss)
    document = secret(saved_document(), below)
    release = editing.create(SECRET, boss, timezone.now() + datetime.timedelta(days=1))
    editing.add_publication(release, page, boss)
    made = {
        **{"page": page, "revision": page.save_revision(user=boss), "document": document},
        **{"image": secret(saved_image(), collection), "collection": below, "user": boss, "group": group},
        "deletion": Deletion.objects.filter(title=SECRET).latest("pk"),
        "schedule": Schedule.objects.filter(object_id=scheduled.pk).get(),
        "former": FormerVersion.objects.create(document=document, filename=f"{SECRET}.pdf", sha256="a" * 64, size=1),
        "settings": SiteSettings.objects.update_or_create(site=there.site, defaults={"notice": f"<p>{SECRET}</p>"})[0],
        "job": Job.objects.create(user=boss, function="x", title=SECRET, language="en", time_zone="UTC"),
        "release": release,
    }
    return {kind: thing.pk for kind, thing in made.items()}


def secret(file, collection):
    file.title, file.collection = SECRET, collection
    file.save()
    return file


def rows_of(others):
    """Return everything that the database says of these objects, and how many pages and revisions bear their title."""
    rows = {kind: list(KINDS[kind].objects.filter(pk=key).values()) for kind, key in others.items()}
    copies = Page.objects.filter(title__contains=SECRET).count(), Revision.objects.filter(object_str=SECRET).count()
    return rows, copies


def arguments(route, others):
    """Return the address of a route, of an object of the others."""
    kinds = [
        *(("admin/users/", "user"), ("admin/deleted/", "deletion"), ("admin/versions/", "revision")),
        *(("admin/publishing/", "schedule"), ("admin/former-versions/", "former"), ("admin/settings/", "settings")),
        *(("admin/releases/", "release"), ("admin/jobs/", "job"), ("admin/groups/", "group")),
        *(("admin/collections/", "collection"), ("admin/documents/", "document"), ("admin/images/", "image")),
        *(("admin/api/main/documents/", "document"), ("admin/api/main/images/", "image")),
        *(("admin/file-texts/", "document"), ("admin/import/", "page"), ("", "page")),
    ]
    of_route = others[next(kind for start, kind in kinds if route.startswith(start))]
    values = {
        **dict.fromkeys(("page_id", "parent_page_id", "page_pk", "page_to_move_id", "object_id"), others["page"]),
        **dict.fromkeys(("document_id", "doc_id"), others["document"]),
        **dict.fromkeys(("pk", "key"), of_route),
        **{"revision_id": others["revision"], "image_id": others["image"], "collection_id": others["collection"]},
        **{"revision_id_a": "earliest", "revision_id_b": "latest", "release_id": others["release"]},
        **{"year": timezone.now().year, "month": timezone.now().month, "what": "meetings", "ending": "xlsx"},
        **{"content_type_app_name": "home", "content_type_model_name": "standardpage", "name": "desk"},
        **{"filter_spec": "width-100", "mode": "", "action_name": "approve", "action": "delete", "provider_id": "sso"},
        **{"uidb64": "MQ", "token": "x"},
        **dict.fromkeys(("translation_source_id", "translation_id", "string_segment_id"), 1),
        **dict.fromkeys(("overridable_segment_id", "task_state_id", "task_id", "workflow_state_id", "workflow_pk"), 1),
        **dict.fromkeys(("uploaded_file_id", "session_id", "redirect_id", "destination_id"), 1),
    }
    of_settings = route.startswith("admin/settings/")
    app, model = ("home", "sitesettings") if of_settings else ("home", "standardpage")
    values |= {"app_name": app, "app_label": app, "model_name": model}
    plain = re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", route).replace("^", "").replace("\\", "").removesuffix("$")
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), plain)


def people(tree, others):
    """Yield who asks, and for what of whom."""
    yield "nobody signed in", None, others
    yield "a reader with an account", UserFactory(), others
    yield "somebody in the admin", allowed(), others
    yield "an editor", allowed("add", "change", below=tree.home), others
    yield "a publisher", allowed("add", "change", "publish", "lock", below=tree.home), others
    french = french_of(tree)
    yield "a translator", allowed("add", "change", below=french), others
    yield "a translator, of another language", allowed("add", "change", "publish", below=french), objects_of(tree)


def french_of(tree):
    locale, _new = Locale.objects.get_or_create(language_code="fr")
    return tree.home.copy_for_translation(locale)


def body_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def wrong_answer(response, pattern, names_object):
    """Return what is wrong with an answer; None where it neither shows nor does anything."""
    if SECRET.encode() in body_of(response):
        return "shows what it must not"
    if response.status_code == 500 or (response.status_code == 200 and names_object):
        return str(response.status_code)
    if response.status_code in (301, 302) and names_object and not WAYS_OUT.match(response.headers["Location"]):
        return f"to {response.headers['Location']}"
    return None


def test_nobody_sees_or_changes_what_is_of_others(client, tree, others, settings):
    with provider_of_the_site(settings):  # with single sign-on its addresses are there too
        assert wrong_answers(client, tree, others) == []


def wrong_answers(client, tree, others):
    wrong, client.raise_request_exception = [], False
    for who, user, theirs in people(tree, others):
        client.logout()
        if user:
            client.force_login(user)
        before = rows_of(theirs)
        for route, pattern in ADDRESSES.items():
            for ask in (client.get, client.post):
                names_object = "<" in route and pattern.name not in EXPLAINED
                if fault := wrong_answer(ask(arguments(route, theirs)), pattern, names_object):
                    wrong.append(f"{who}: {ask.__name__} {route}: {fault}")
        if rows_of(theirs) != before:
            wrong.append(f"{who} has changed something")
    return wrong


def test_nobody_sees_what_is_of_others_at_any_address_of_wagtail(client, tree, others):
    wrong, client.raise_request_exception = [], False
    client.force_login(allowed("add", "change", "publish", "lock", below=tree.home))
    before = rows_of(others)
    for route in OF_WAGTAIL:
        if route in LEFT_OUT:
            continue
        for ask in (client.get, client.post) if "<" in route else (client.get,):
            response = ask(arguments(route, others))
            if SECRET.encode() in body_of(response) or response.status_code == 500:
                wrong.append(f"{ask.__name__} {route}: {response.status_code}")

    assert not wrong, "\n".join(wrong)
    assert rows_of(others) == before


def test_what_is_explained_is_there():
    assert set(EXPLAINED) - {pattern.name for pattern in ADDRESSES.values()} == set()
    assert len(ADDRESSES) > 50
    assert len(OF_WAGTAIL) > 300
    assert set(OF_WAGTAIL) >= LEFT_OUT
