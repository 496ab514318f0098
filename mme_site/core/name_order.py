"""The order of names in queries, as alphabet.py has it outside of them."""

from typing import Any

from django.db.models import Case, CharField, Expression, F, Manager, QuerySet, Value, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce, Collate, NullIf, Substr
from django.db.models.lookups import StartsWith
from django.utils.translation import get_language

from mme_site.core.alphabet import ARABIC_ARTICLE, COLLATION
from mme_site.core.translations_field import ORIGINAL


def by_letters(field: str) -> Collate:
    """Return an expression that orders rows by a name, accents aside."""
    return Collate(field, COLLATION)


class InReadersAlphabet(Expression):
    """Orders named records by what the reader calls them, in the order of the reader's alphabet.

    The language is that in which the database is asked, whenever the query was made.
    """

    output_field = CharField()

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        language = (get_language() or ORIGINAL).split("-")[0]
        name: Any = F("name_en")
        if language != ORIGINAL:
            words = NullIf(KeyTextTransform("name", KeyTransform(language, "translations")), Value(""))
            name = Coalesce(words, name, output_field=CharField())
        if language == "ar":
            bare = Substr(name, len(ARABIC_ARTICLE) + 1)
            with_article = When(StartsWith(name, ARABIC_ARTICLE), then=bare)
            name = Case(with_article, default=name, output_field=CharField())
        return Collate(name, COLLATION).resolve_expression(*args, **kwargs)


class NamedManager(Manager[Any]):
    """Gives records with names in the order of the reader's alphabet: in lists, choosers and forms."""

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().order_by(InReadersAlphabet())
