"""What was loaded before, and what a run makes, leaves alone and refuses."""

from collections import Counter, defaultdict

from home.models import LoadedRecord


class LoadLog:
    """Remembers each record by its key; what was made once is left alone for ever."""

    def __init__(self):
        self.loaded = set(LoadedRecord.objects.values_list("key", flat=True))
        self.made = {}  # what was saved, by key
        self.drafts = set()
        self.left_alone = []
        self.refused = defaultdict(list)

    def wants(self, key):
        """Return True for what was never made; note that everything else is left alone."""
        if key in self.loaded:
            self.left_alone.append(key)
        return key not in self.loaded

    def has(self, key):
        """Return True for what was made, in this run or an earlier one."""
        return key in self.loaded or key in self.made

    def record_created(self, key, instance, draft=False):
        """Remember a record that was made just now."""
        LoadedRecord.objects.create(key=key)
        self.made[key] = instance
        if draft:
            self.drafts.add(key)

    def refuse(self, key, reason):
        """Note what was not made, or not made in full, because its place is taken or what it needs is gone."""
        self.refused[reason].append(key)

    def lines(self):
        """Return the report: what was made, left alone and refused."""
        yield f"made: {self.summary(self.made)}"
        yield f"left alone: {self.summary(self.left_alone)}"
        yield f"refused: {self.summary([key for keys in self.refused.values() for key in keys])}"
        for reason, keys in self.refused.items():
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
