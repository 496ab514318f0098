"""Says where the search index is not what pages and members say now: `manage.py search_drift`."""

from django.core.management.base import BaseCommand, CommandError
from modelsearch.index import get_indexed_models

from search.indexing.gathering import gather
from search.models import Result


class Command(BaseCommand):
    help = "Compare the search index with pages, members and files; fail where they differ."

    def handle(self, **options):
        known = {(page, member): digest for page, member, digest in digests()}
        count, stale = 0, []
        for model in get_indexed_models():
            for item in model.get_indexed_objects().order_by("pk").iterator(200):
                if found := gather(item):
                    count += 1
                    if known.get((found.page, found.member)) != found.digest:
                        stale.append(f"{model._meta.label_lower} {item.pk} {item}")
        for line in stale:
            self.stdout.write(line)
        if stale:
            raise CommandError(f"{len(stale)} of {count} are not as they are indexed. Run: manage.py update_index")
        self.stdout.write(f"All {count} results are as they are indexed.")


def digests():
    return Result.objects.values_list("page", "member", "digest")
