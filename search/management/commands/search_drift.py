"""Says where the search index is not what pages and records say now: `manage.py search_drift`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.indexing.documents import collect_everything
from search.models import IndexDocument


class Command(BaseCommand):
    help = "Compare the search index with pages, records and files; fail where they differ."

    def handle(self, **options: Any) -> None:
        rows = IndexDocument.objects.values_list("page_id", "record_type_id", "record_id", "digest")
        known = {tuple(key): digest for *key, digest in rows}
        count, stale = 0, []
        for item, document in collect_everything():
            count += 1
            if known.get(document.key) != document.digest:
                stale.append(f"{type(item)._meta.label_lower} {item.pk} {item}")
        for line in stale:
            self.stdout.write(line)
        if stale:
            raise CommandError(f"{len(stale)} of {count} are not as they are indexed. Run: manage.py update_index")
        self.stdout.write(f"All {count} results are as they are indexed.")
