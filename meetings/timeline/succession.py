"""Which text came before which, as the documents name it."""

from collections import defaultdict
from dataclasses import dataclass

from meetings.models.document_relation import DocumentRelation


@dataclass(frozen=True)
class Step:
    """One text seen from another: what it is to it, and the text."""

    kind: str
    document: object


class Succession:
    """The relations among some documents, in one query."""

    def __init__(self, documents):
        self.earlier, self.later = defaultdict(list), defaultdict(list)
        known = {document.pk: document for document in documents}
        self.pairs = []
        relations = DocumentRelation.objects.filter(document__in=known, target__in=known)
        for kind, later, earlier in relations.values_list("kind", "document_id", "target_id"):
            self.earlier[later].append(Step(kind, known[earlier]))
            self.later[earlier].append(Step(kind, known[later]))
            self.pairs.append((known[earlier], known[later]))
