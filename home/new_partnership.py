"""A further partnership beside the first: its tree, lists, languages, settings and site, made in one step."""

import re

from django import forms
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import transaction
from django.http.request import validate_host
from django.shortcuts import redirect
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, Site

from home.loading.catalogues import Catalogue
from home.loading.translations import Original, publish_translation
from home.models import PartnershipPage, SiteSettings
from meetings.models import DocumentIndexPage, MeetingIndexPage, ThemeIndexPage
from members.models import Body, MemberIndexPage
from mme_site.core.admin import RestrictedViewMixin, ScreenMixin

HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?")
LISTS = (
    (ThemeIndexPage, gettext_noop("Current focus")),
    (MeetingIndexPage, gettext_noop("Meetings")),
    (DocumentIndexPage, gettext_noop("Documents")),
    (MemberIndexPage, gettext_noop("Members")),
)
OTHER_LANGUAGES = [(code, name) for code, name in settings.WAGTAIL_CONTENT_LANGUAGES if code != settings.LANGUAGE_CODE]


def may_add_partnerships(user: AbstractUser) -> bool:
    return user.has_perm("wagtailcore.add_site")


class NewPartnershipForm(forms.Form):
    """What has to be known of a partnership before it has a site."""

    title = forms.CharField(label=gettext_lazy("Name"), max_length=255)
    short_name = forms.CharField(
        label=gettext_lazy("Short name"), max_length=40, help_text=gettext_lazy("Readers see it in the header.")
    )
    tagline = forms.CharField(
        label=gettext_lazy("Line below the short name"),
        max_length=80,
        required=False,
    )
    host = forms.CharField(
        label=gettext_lazy("Host name"),
        max_length=255,
        validators=[RegexValidator(re.compile(rf"\A{HOST.pattern}\Z"), gettext_lazy("Write a host name alone."))],
        help_text=gettext_lazy("Where readers find it: www.example.org, with a port where it has one of its own."),
    )
    bodies = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Its members are those of"),
        queryset=Body.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, name in OTHER_LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Name in %(language)s") % {"language": _(name)},
                max_length=255,
                required=False,
                help_text=_("Leave empty if it has no pages in this language yet."),
            )

    @property
    def address(self):
        """Host name and port."""
        hostname, _colon, port = self.cleaned_data["host"].partition(":")
        return hostname, int(port or (443 if settings.SITE_URL.startswith("https:") else 80))

    def clean_host(self):
        host = self.cleaned_data["host"]
        port = int(host.partition(":")[2] or 80)
        if not 0 < port < 65_536:
            raise ValidationError(_("There is no such port."))
        return host

    def clean(self):
        cleaned_data = super().clean()
        if cleaned_data.get("host"):
            hostname, port = self.address
            if Site.objects.filter(hostname=hostname, port=port).exists():
                self.add_error("host", _("Another partnership is at this address."))
        return cleaned_data

    @property
    def titles(self):
        """The names in other languages, by language."""
        return {code: title for code, _name in OTHER_LANGUAGES if (title := self.cleaned_data[f"title_{code}"])}


@transaction.atomic
def add_partnership(form: NewPartnershipForm, user: AbstractUser) -> PartnershipPage:
    """Make the overview with its lists in each language, and the site that shows it; the roles get their rights."""
    said, (hostname, port) = form.cleaned_data, form.address
    root = Page.get_first_root_node()
    locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    names = {name: said[name] for name in ("title", "short_name", "tagline")}
    slug = find_available_slug(root, slugify(said["short_name"]) or "partnership")
    overview = put_up(PartnershipPage(**names, slug=slug, locale=locale), root, user)
    texts = {code: {said["title"]: title} for code, title in form.titles.items()}
    pages = [overview]
    for page_type, title in LISTS:
        page = page_type(title=in_language(title, locale.language_code), locale=locale, show_in_menus=True)
        page.slug = slugify(title)
        if page_type is MemberIndexPage:
            page.bodies = list(said["bodies"])
        pages.append(put_up(page, overview, user))
        for code, words in texts.items():
            words[page.title] = in_language(title, code)
    site = Site.objects.create(hostname=hostname, port=port, root_page=overview, site_name=said["short_name"])
    SiteSettings.for_site(site).save()
    for page in pages if texts else ():
        original = Original(page)
        for code, words in texts.items():
            publish_translation(original, Catalogue(code, words))
    return overview


def put_up(page: Page, above: Page, user: AbstractUser) -> Page:
    """Add a page and publish it."""
    page.live = False
    above.add_child(instance=page)
    page.save_revision(user=user).publish(user=user, skip_permission_checks=True)
    page.refresh_from_db()
    return page


def in_language(text: str, language: str) -> str:
    with translation.override(language):
        return _(text)


class NewPartnershipView(RestrictedViewMixin, ScreenMixin, FormView):
    """Ask for what has to be known, and lead to the new overview."""

    template_name = "home/admin/new_partnership.html"
    form_class = NewPartnershipForm
    page_title = gettext_lazy("Add a partnership")
    header_icon = "site"
    may_use = staticmethod(may_add_partnerships)

    def form_valid(self, form):
        overview = add_partnership(form, self.request.user)
        hostname, _port = form.address
        messages.success(
            self.request,
            _("“%(title)s” has its overview, its lists and its site. Write its summary here.") % {"title": overview},
        )
        if not validate_host(hostname, settings.ALLOWED_HOSTS):
            text = _("Readers cannot reach it yet: ask the people who run the site to add %(host)s to ALLOWED_HOSTS.")
            messages.warning(self.request, text % {"host": hostname})
        return redirect("wagtailadmin_pages:edit", overview.pk)
