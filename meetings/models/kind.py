"""The kinds of meetings and documents: those that are shipped, and those that editors add, in their order."""

from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from meetings.models.kinds import DocumentKind, MeetingKind
from mme_site.caching.content_cache import cached
from mme_site.core.languages import NamedInLanguages

LENGTH_OF_CODE = 20


class KindOf(models.TextChoices):
    """What a kind is a kind of."""

    MEETING = "meeting", _("Meeting")
    DOCUMENT = "document", _("Document")


SHIPPED: dict[str, type[models.TextChoices]] = {KindOf.MEETING: MeetingKind, KindOf.DOCUMENT: DocumentKind}


class Kind(NamedInLanguages):
    """A kind of meetings or documents, which pages name by its code."""

    of = models.CharField(_("applies to"), max_length=10, choices=KindOf.choices)
    code = models.SlugField(
        _("code"),
        max_length=LENGTH_OF_CODE,
        help_text=_(
            "It is part of the address of a filtered list and of exports. It cannot be changed once pages use it."
        ),
    )
    sort_order = models.PositiveSmallIntegerField(
        _("place in lists"), default=100, help_text=_("Readers find the kinds in this order, then by name.")
    )

    panels = [FieldPanel("of"), *NamedInLanguages.name_panels, FieldPanel("code"), FieldPanel("sort_order")]

    class Meta:
        ordering = ["of", "sort_order", "name_en"]
        verbose_name = _("kind")
        verbose_name_plural = _("kinds")
        constraints = [
            models.UniqueConstraint(
                fields=["of", "code"],
                name="one_kind_of_a_code",
                violation_error_message=_("Another kind has this code."),
            )
        ]

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> "Kind":
        """Remember under which code pages name it."""
        kind = super().from_db(*args, **kwargs)
        kind.stored_as = kind.of, kind.code
        return kind

    stored_as: tuple[str, str] | None = None

    def clean(self) -> None:
        """Refuse another code where pages or this project name the one it has."""
        super().clean()
        if self.stored_as and self.stored_as != (self.of, self.code) and (reason := why_kind_stays(*self.stored_as)):
            raise ValidationError({"code": reason})


def why_kind_stays(of: str, code: str) -> str:
    """Return why a kind can neither be deleted nor get another code; empty where nothing stands against it."""
    if code in SHIPPED[of].values:
        return str(_("This kind comes with the site. Its names and its place can be changed."))
    model = Kind._meta.apps.get_model("meetings", "MeetingPage" if of == KindOf.MEETING else "DocumentPage")
    if model._default_manager.filter(kind=code).exists():
        return str(_("There are pages of this kind. Give them another one first."))
    return ""


def kinds_of(of: str) -> dict[str, Any]:
    """Return the kinds of meetings or documents by their codes, in their order.

    A shipped kind is there without a row too, in the words of the catalogues.
    """
    return cached("kinds", read_kinds)[of]


def read_kinds() -> dict[str, dict[str, Any]]:
    """Return the kinds of meetings, and those of documents, in one query."""
    rows: dict[str, dict[str, Any]] = {of: {} for of in SHIPPED}
    for kind in Kind.objects.all():
        rows[kind.of][kind.code] = kind
    return {
        of: {choice.value: choice for choice in shipped if choice.value not in rows[of]} | rows[of]
        for of, shipped in SHIPPED.items()
    }


def name_of_kind(of: str, code: str) -> str:
    """Return what readers call a kind, marked with its language; the code itself where it is not known."""
    found = kinds_of(of).get(code)
    if isinstance(found, Kind):
        return found.name
    return str(found.label) if found else code


def names_of_kinds(of: str) -> list[tuple[str, str]]:
    """Return the codes of the kinds of meetings or documents with what readers call each now."""
    return [(code, name_of_kind(of, code)) for code in kinds_of(of)]


lazy_name = lazy(name_of_kind, str)


def choices_of(of: str) -> list[tuple[str, Any]]:
    """Return the kinds of meetings or documents as the choices of a field, which no migration has to know."""
    return [(code, lazy_name(of, code)) for code in kinds_of(of)]


meeting_kinds = partial(choices_of, KindOf.MEETING)
document_kinds = partial(choices_of, KindOf.DOCUMENT)


class KindField(models.CharField):
    """The code of a kind, chosen from those that there are when the form is shown."""

    default_error_messages = {"invalid_choice": _("There is no kind “%(value)s”.")}

    def __init__(self, *args: Any, of: str = KindOf.MEETING, **options: Any) -> None:
        self.of = of
        options.setdefault("max_length", LENGTH_OF_CODE)
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[Any, ...]:
        """Be to migrations what it is to the database."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if value not in kinds_of(self.of):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})

    def formfield(self, **options: Any) -> forms.Field:
        """Return a choice that is read for each form."""
        return forms.ChoiceField(
            choices=lambda: [*BLANK_CHOICE_DASH, *choices_of(self.of)],
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            required=not self.blank,
            **{name: value for name, value in options.items() if name in ("initial", "disabled", "widget")},
        )
