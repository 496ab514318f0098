"""The organisations that states belong to."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from mme_site.languages import NamedInLanguages


class BodyKind(models.TextChoices):
    """A union whose members the partnership counts, or a regional community within it."""

    UNION = "union", _("union")
    REC = "rec", _("regional economic community")


class Body(NamedInLanguages):
    """A union (AU, EU) or a regional economic community (ECOWAS, SADC, …)."""

    code = models.SlugField(
        _("abbreviation"), max_length=20, unique=True, help_text=_("As readers know it: AU, EU, ECOWAS.")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=BodyKind.choices, default=BodyKind.UNION)
    note = models.TextField(
        _("note"), blank=True, help_text=_("Readers see it below the list, such as what the body was called before.")
    )

    panels = [FieldRowPanel(["code", "kind"]), *NamedInLanguages.name_panels, FieldPanel("note")]

    class Meta:
        ordering = ["kind", "code"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
