"""What was loaded before, and what a run makes, changes, leaves alone and refuses."""

from collections import Counter, defaultdict

from home.models import LoadedRecord


class LoadLog:
    """Remembers each record by its key, and what its row stated; what was made once is never made again."""

    def __init__(self):
        self.loaded = dict(LoadedRecord.objects.values_list("key", "digest"))
        self.made = {}  # what was saved, by key
        self.drafts = set()
        self.changed = {}  # what was brought up to date, by key
        self.kept = defaultdict(list)
        self.left_alone = []
        self.refused = defaultdict(list)

    def is_new(self, key):
        """Return True for what was never made; note that everything else is left alone."""
        if key in self.loaded:
            self.left_alone.append(key)
        return key not in self.loaded

    def is_outdated(self, key, digest):
        """Return True for what was made of a row that has changed since; everything else is as it was loaded."""
        return key in self.loaded and self.loaded[key] != digest

    def shipped(self, key):
        """Return what a row stated when it was loaded; nothing where that was not kept."""
        return LoadedRecord.objects.values_list("shipped", flat=True).get(key=key)

    def remember(self, key, digest, shipped):
        """Keep what a row states now."""
        LoadedRecord.objects.filter(key=key).update(digest=digest, shipped=shipped)

    def record_changed(self, key, instance):
        """Note a record that was brought up to date."""
        self.changed[key] = instance
        self.left_alone.remove(key)

    def keep(self, key, reason):
        """Note what stays although the files say something else now."""
        self.kept[reason].append(key)

    def has(self, key):
        """Return True for what was made, in this run or an earlier one."""
        return key in self.loaded or key in self.made

    def record_created(self, key, instance, draft=False, digest="", shipped=None):
        """Remember a record that was made just now."""
        LoadedRecord.objects.create(key=key, digest=digest, shipped=shipped or {})
        self.made[key] = instance
        if draft:
            self.drafts.add(key)

    def refuse(self, key, reason):
        """Note what was not made, or not made in full, because its place is taken or what it needs is gone."""
        self.refused[reason].append(key)

    def lines(self):
        """Return the report: what was made, left alone and refused."""
        yield f"made: {self.summary(self.made)}"
        yield f"changed: {self.summary(self.changed)}"
        yield f"left alone: {self.summary(self.left_alone)}"
        yield f"refused: {self.summary([key for keys in self.refused.values() for key in keys])}"
        for reason, keys in [*self.kept.items(), *self.refused.items()]:
            yield f"  {', '.join(keys)}: {reason}"

    def summary(self, keys):
        """Return how many of each kind there are, such as '83 members, 51 meetings (10 of them drafts)'."""
        counts = Counter(kind_of(key) for key in keys)
        drafts = Counter(kind_of(key) for key in keys if key in self.drafts)
        return (
            ", ".join(
                f"{count} {kind}" + (f" ({drafts[kind]} of them unpublished)" if drafts[kind] else "")
                for kind, count in counts.items()
            )
            or "nothing"
        )


def kind_of(key):
    """Return the name of a key's file without its ending, which says what the file holds."""
    return key.partition(":")[0].partition("/")[0].partition(".")[0]
