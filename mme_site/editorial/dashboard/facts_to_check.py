"""Facts that are to be checked: partly inferred, or looked up more than a year ago.

They stand on pages (a meeting, a document) and in the lines of records (the periods of a member).
One query asks all of them; what they are called is read for the shown ones only.
"""

import datetime
import functools
from dataclasses import dataclass

from django.apps import apps
from django.db.models import BooleanField, CharField, DateField, F, Max, Min, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from mme_site.core.admin_titles import admin_title
from mme_site.core.languages import separator
from mme_site.core.sources import CheckedFact, Confidence

UNSURE, OLD, NEVER = "unsure", "old", "never"
WHY = [
    (UNSURE, _("partly inferred")),
    (OLD, _("checked more than a year ago")),
    (NEVER, _("no date of a check")),
]
YEAR = datetime.timedelta(days=365)
LONG_AGO = datetime.date(1, 1, 1)  # sorts what was never checked first, on both databases
SINCE = Coalesce("checked_on", Value(LONG_AGO), output_field=DateField())


@functools.cache
def fact_models():
    """Return the models of facts that say when they were checked, by their labels."""
    models = (model for model in apps.get_models() if issubclass(model, CheckedFact))
    return {model._meta.label_lower: model for model in models}


def owner_of(model):
    """Return what a line of a record belongs to, as (name of its key, model); (None, model) for a page."""
    if issubclass(model, Page):
        return None, model
    key = next(field for field in model._meta.fields if isinstance(field, ParentalKey))
    return key.attname, key.related_model


def reasons(why):
    """Return the condition for these reasons to check a fact; all of them where none is named."""
    year_ago = timezone.localdate() - YEAR
    conditions = {
        UNSURE: Q(confidence=Confidence.MEDIUM),
        OLD: Q(checked_on__lt=year_ago),
        NEVER: Q(checked_on=None),
    }
    if why in conditions:
        return conditions[why]
    return conditions[UNSURE] | conditions[OLD]


def facts_to_check(user, why="", kind="", live=None):
    """Return rows of facts that this person may edit, as dictionaries of what `rows_of` names."""
    models = [fact_models()[kind]] if kind in fact_models() else fact_models().values()
    parts = [part for model in models if (part := rows_of(model, user, why, live)) is not None]
    if not parts:
        return Page.objects.none().values("pk")
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def rows_of(model, user, why, live):
    """Return the rows of one kind of fact; None where the person may edit none of it.

    A page is a row. The lines of one kind that a record has are one row together: the oldest
    check, and inferred if any is.
    """
    key, owner = owner_of(model)
    if key is None:
        facts = PagePermissionPolicy.for_model(model).instances_user_has_permission_for(user, "change")
        is_live, confidence, since = F("live"), F("confidence"), SINCE
    elif policy_registry.get_by_type(owner).user_has_permission(user, "change"):
        facts = model.objects.all()
        relation = key.removesuffix("_id")
        is_live = F(f"{relation}__live") if hasattr(owner, "live") else Value(True, BooleanField())
        confidence, since = Max("confidence"), Min(SINCE)  # 'medium' comes after 'high'
    else:
        return None
    facts = facts.filter(reasons(why)).order_by()
    kind = Value(model._meta.label_lower, CharField())
    facts = facts.annotate(fact_kind=kind, fact_owner=F(key or "pk"), fact_live=is_live)
    if live is not None:
        facts = facts.filter(fact_live=live)
    facts = facts.values("fact_kind", "fact_owner", "fact_live")
    facts = facts.annotate(fact_confidence=confidence, fact_since=since)
    return facts.values("fact_kind", "fact_owner", "fact_live", "fact_confidence", "fact_since")


@dataclass
class FactToCheck:
    """The facts of one kind that a page or record has to be checked, as people read them."""

    row: dict
    owner: object
    edit_url: str | None

    @property
    def title(self):
        return admin_title(self.owner)

    @property
    def kind(self):
        return capfirst(fact_models()[self.row["fact_kind"]]._meta.verbose_name)

    @property
    def checked_on(self):
        return self.row["fact_since"] if self.row["fact_since"] > LONG_AGO else None

    @property
    def is_live(self):
        return self.row["fact_live"]

    @property
    def status(self):
        return _("live") if self.is_live else _("draft")

    @property
    def language(self):
        return self.owner.locale.get_display_name() if isinstance(self.owner, Page) else ""

    @cached_property
    def why(self):
        """The reasons to check it, in words."""
        found = []
        if self.row["fact_confidence"] == Confidence.MEDIUM:
            found.append(dict(WHY)[UNSURE])
        if self.checked_on is None:
            found.append(dict(WHY)[NEVER])
        elif self.checked_on < timezone.localdate() - YEAR:
            found.append(dict(WHY)[OLD])
        return separator().join(map(str, found))


def describe_facts(rows, user):
    """Return these rows as Facts, in their order: one query for each kind of owner, however many rows."""
    rows = list(rows)
    owners = {}
    for model in {owner_of(fact_models()[row["fact_kind"]])[1] for row in rows}:
        keys = [row["fact_owner"] for row in rows if owner_of(fact_models()[row["fact_kind"]])[1] is model]
        found = model._default_manager.all()
        found = found.select_related("locale") if issubclass(model, Page) else found
        owners[model] = found.in_bulk(keys)
    finder = AdminURLFinder(user)
    facts, addresses = [], {}
    for row in rows:
        owner = owners[owner_of(fact_models()[row["fact_kind"]])[1]].get(row["fact_owner"])
        if owner is None:  # it went meanwhile
            continue
        if owner not in addresses:
            addresses[owner] = edit_address(owner, finder)
        facts.append(FactToCheck(row, owner, addresses[owner]))
    return facts


def edit_address(item, finder):
    """Return where a page or record is edited; what is shown here is what the person may edit."""
    if isinstance(item, Page):
        return reverse("wagtailadmin_pages:edit", args=[item.pk])
    return finder.get_edit_url(item)
