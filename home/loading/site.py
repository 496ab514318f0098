"""What Wagtail keeps outside the page tree: languages, the site itself, its header and footer."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page, Site

from home.loading.reading import read_json
from home.loading.updating import digest_of
from home.models import SiteSettings
from mme_site.core.site_addresses import port_of
from mme_site.editorial.recovery.recording import without_recording

FILE = "settings.json"
MENUS = f"{FILE}:menus"
WELCOME = "Welcome to your new Wagtail site!"  # the page that Wagtail makes with its database
LINK_FIELDS = ["page", "url", "text"]


def read_settings(folder, addresses):
    """Return the row of the site's name, menu and footer; `addresses` are those of the pages that may be named."""
    row = read_json(folder, FILE)
    row.allow({"site_name", "menu", "footer_links"})
    row.text("site_name", required=True)
    for entry in [*menu_of(row), *row.rows("footer_links", LINK_FIELDS)]:
        for link in [entry, *entry.rows("below", LINK_FIELDS)]:
            link.named("page", addresses, "the content")
            link.text("url", required=not link.get("page"))
            link.text("text", required=not link.get("page"))
    return row


def menu_of(row):
    return row.rows("menu", [*LINK_FIELDS, "below"])


def keys():
    """Return what is remembered of the site by."""
    return [*(f"languages:{code}" for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES), f"{FILE}:site", MENUS]


def load_languages(log):
    """Make the languages that content can be written in; one that is there is not made again."""
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        if log.is_new(f"languages:{code}"):
            locale, _made = Locale.objects.get_or_create(language_code=code)
            log.record_created(f"languages:{code}", locale)


def load_site(row, overview, log):
    """Show the overview at the site's address, in place of Wagtail's welcome page."""
    key = f"{FILE}:site"
    if not log.is_new(key):
        return
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first() or Site(is_default_site=True)
    welcome = site.root_page if site.pk else None
    if overview is None:
        log.refuse(key, "there is no overview to show")
    elif welcome and not is_untouched(welcome):
        log.refuse(key, f"the site shows the page “{welcome.title}” already")
    else:
        address = urlsplit(settings.SITE_URL)
        site.hostname = address.hostname
        site.port = port_of(address)
        site.site_name = row.text("site_name")
        site.root_page = overview
        site.save()
        if welcome and not welcome.sites_rooted_here.exists():
            with without_recording():  # nobody wrote it
                welcome.delete()
        log.record_created(key, site)


def is_untouched(page):
    """Return True for the page that Wagtail made, as it made it."""
    return page.specific_class is Page and page.title == WELCOME and not (page.latest_revision_id or page.numchild)


def load_menus(row, tree, log):
    """Fill the header and footer of the site that shows the overview, unless an editor has."""
    is_new, digest = log.is_new(MENUS), digest_of(row.values)
    if not (is_new or log.is_outdated(MENUS, digest)):
        return
    site = Site.objects.filter(root_page=tree.overview).first() if tree.overview else None
    if site is None:
        (log.refuse if is_new else log.keep)(MENUS, "no site shows the overview")
        return
    frame, wanted = SiteSettings.for_site(site), menus_of(row, tree)
    if not is_new:
        update_menus(frame, wanted, digest, log)
    elif frame.menu or frame.footer_links or frame.parent_name or frame.notice or frame.footer_text:
        log.refuse(MENUS, "an editor has written the header or the footer already")
    else:
        frame.menu, frame.footer_links = wanted["menu"], wanted["footer_links"]
        frame.save()
        log.record_created(MENUS, frame, digest=digest, shipped=wanted)


def update_menus(frame, wanted, digest, log):
    """Give a site the menu and the footer's links of now, each where no editor has changed it.

    Where it is not known what was shipped, nobody has changed them if no person ever saved them.
    """
    shipped = log.shipped(MENUS)
    is_untouched = not frame.revisions.exclude(user=None).exists()
    changed = []
    for name, links_now in wanted.items():
        now = links_in(getattr(frame, name).raw_data)
        if now == links_in(links_now):
            continue
        if now == links_in(shipped[name]) if shipped else is_untouched:
            setattr(frame, name, links_now)
            changed.append(name)
        else:
            log.keep(MENUS, f"an editor has changed {name}")
    if changed:
        frame.save()
        log.record_changed(MENUS, frame)
    log.remember(MENUS, digest, wanted)


def menus_of(row, tree):
    """Return menu and footer links as the settings store them."""
    return {
        "menu": [
            {"type": "entry", "value": {**link, "below": links(entry.rows("below", LINK_FIELDS), tree)}}
            for entry in menu_of(row)
            for link in links([entry], tree)
        ],
        "footer_links": [
            {"type": "link", "value": link} for link in links(row.rows("footer_links", LINK_FIELDS), tree)
        ],
    }


def links_in(stream):
    """Return what the links of a stream are, without the ids that a form or a save gives them."""
    return [link_in(block["value"]) for block in stream]


def link_in(value):
    return (
        value.get("page"),
        value.get("url") or "",
        value.get("text") or "",
        [link_in(item.get("value", item)) for item in value.get("below") or ()],
    )


def links(rows, tree):
    """Return links as a StreamField stores them, without those whose page is not there.

    A page is named by its address below the overview.
    """
    found = []
    for row in rows:
        page = tree.page_at(row.text("page")) if row.get("page") else None
        if page or row.get("url"):
            found.append({"page": page and page.pk, "url": row.text("url"), "text": row.text("text")})
    return found
