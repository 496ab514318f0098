"""Where a fact comes from, and the other names of what a page describes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from mme_site.core.dates import reject_days_to_come
from mme_site.core.languages import DOCUMENT_LANGUAGES


def host_of(address: str) -> str:
    """Return the host of an address as readers are told it: au.int of https://www.au.int/en."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


class Confidence(models.TextChoices):
    """How sure the editors are of a fact."""

    HIGH = "high", _("found in a source")
    MEDIUM = "medium", _("partly inferred, not checked yet")


class CheckedFact(models.Model):
    """A fact, or a page of facts, that says when it was checked and how sure it is."""

    checked_on = models.DateField(_("date checked"), null=True, blank=True)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence.choices, default=Confidence.HIGH)
    review_on = models.DateField(
        _("next review"),
        null=True,
        blank=True,
        help_text=_("From that day on it stands on the desk of its editors."),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("What readers should know. They see it as it is."))

    check_panels = [FieldRowPanel(["checked_on", "confidence", "review_on"]), FieldPanel("note")]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        reject_days_to_come(self, "checked_on")

    @property
    def is_certain(self) -> bool:
        """False where a part of the fact is inferred."""
        return self.confidence == Confidence.HIGH


GROUND = re.compile(r"(?:(?P<title>.*?)(?: \((?P<publisher>(?:[^()]|\([^()]*\))*)\))?: )?(?P<url>https?://\S+)")
ENCYCLOPAEDIAS = re.compile(r"wiki|encyclo|rilpedia", re.IGNORECASE)


def is_encyclopaedia(publisher: str, address: str) -> bool:
    """Return True of what anybody may write in, by its name or its host."""
    return bool(ENCYCLOPAEDIAS.search(f"{publisher} {host_of(address)}"))


@dataclass(frozen=True)
class Ground:
    """One of the sources that a fact names: its title, who published it, and its address."""

    title: str
    publisher: str
    url: str

    @property
    def name(self) -> str:
        """What readers see of it: the publisher, else the title, else the host."""
        return self.publisher or self.title or host_of(self.url)

    @property
    def words(self) -> str:
        """What is printed of it, by whose language readers hear it."""
        return f"{self.title} {self.name}"

    @property
    def is_unverified(self) -> bool:
        """True of an encyclopaedia that anybody may write in."""
        return is_encyclopaedia(self.publisher, self.url)


def grounds_of(text: str) -> list[Ground]:
    """Return the sources that a text names, written as 'title (publisher): address ; …'."""
    found = []
    for part in filter(None, (part.strip() for part in text.split(" ; "))):
        match = GROUND.match(part)
        known = match.groupdict(default="") if match else {"title": part, "publisher": "", "url": ""}
        found.append(Ground(**known))
    return found


class SourcedFact(CheckedFact):
    """A fact with a source of its own."""

    source = models.TextField(_("source"), blank=True, help_text=_("The text or address that states the fact."))

    source_panels = [FieldPanel("source"), *CheckedFact.check_panels]

    class Meta:
        abstract = True

    @property
    def grounds(self) -> list[Ground]:
        """The sources one by one, as readers see them."""
        return grounds_of(self.source)


class Correction(Orderable):
    """What was corrected on a page after it was published, as readers are told it."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="corrections")
    corrected_on = models.DateField(_("corrected on"), default=timezone.localdate)
    text = models.CharField(
        _("what was corrected"), max_length=500, help_text=_("What stood there, and what is right.")
    )

    panels = [FieldPanel("corrected_on"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        reject_days_to_come(self, "corrected_on")


class Source(Orderable):
    """One source of what a page states, and what it says there."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="sources")
    title = models.CharField(
        _("title"), max_length=255, blank=True, help_text=_("Readers see the address's host where this is empty.")
    )
    url = models.URLField(_("address"), max_length=1000, blank=True)
    says = models.TextField(_("what it says"), blank=True, help_text=_("In the source's own words where you can."))
    disagrees = models.BooleanField(
        _("disagrees with this page"),
        default=False,
        help_text=_("Readers see that the sources differ, and what this one says."),
    )
    checked_on = models.DateField(_("date checked"), null=True, blank=True)

    is_kept_as_printed = True

    panels = [
        FieldRowPanel(["title", "url"]),
        FieldPanel("says"),
        FieldRowPanel(["disagrees", "checked_on"]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(title="", url=""),
                name="source_has_title_or_address",
                violation_error_message=_("Give the source a title or an address."),
            )
        ]

    def __str__(self) -> str:
        return self.title or self.host

    def clean(self) -> None:
        super().clean()
        reject_days_to_come(self, "checked_on")

    @property
    def host(self) -> str:
        """The host of the address, such as au.int."""
        return host_of(self.url)

    @property
    def is_unverified(self) -> bool:
        """True of an encyclopaedia that anybody may write in."""
        return is_encyclopaedia(self.title, self.url)


def numbered_sources(sources: Iterable[Source], points: Iterable[Any]) -> list[Source]:
    """Return the sources of a page, then those that only its points name, each address once.

    Each point is given the `source_number` under which readers find its source at the foot.
    """
    listed = list(sources)
    places = {source.url: number for number, source in enumerate(listed, start=1) if source.url}
    for point in points:
        key = point.url or point.publisher
        if key not in places:
            listed.append(Source(title=point.publisher, url=point.url))
            places[key] = len(listed)
        point.source_number = places[key]
    return listed


class WithOtherNames(models.Model):
    """A page that is known under other names."""

    class Meta:
        abstract = True

    @cached_property
    def known_names(self) -> list["OtherName"]:
        """Its other names, read once for all that shows them."""
        return list(self.other_names.all())  # type: ignore[attr-defined]  # the relation is that of OtherName.page


class OtherName(Orderable):
    """Another name under which a meeting or document is known, kept as it was printed."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(_("name"), max_length=255)
    language = models.CharField(_("language"), max_length=2, choices=DOCUMENT_LANGUAGES, blank=True)
    is_official = models.BooleanField(
        _("an official title"),
        default=False,
        help_text=_("Printed so by who adopted or published it, not by the press."),
    )

    is_kept_as_printed = True

    panels = [FieldPanel("name"), FieldRowPanel(["language", "is_official"])]

    class Meta(Orderable.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")

    def __str__(self) -> str:
        return self.name
