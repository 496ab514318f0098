"""What was loaded before gets the facts that the files have now, wherever no editor has changed them."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder
from django.forms.models import model_to_dict

from mme_site.core.translations_field import TranslationsField

# What belongs to the site and its editors, whatever a file says.
OF_THE_SITE = {
    *("pk", "path", "depth", "numchild", "translation_key", "locale", "content_type", "draft_title", "url_path"),
    *("slug", "code", "owner", "live", "has_unpublished_changes", "first_published_at", "last_published_at"),
    *("latest_revision", "latest_revision_created_at", "live_revision", "go_live_at", "expire_at", "expired"),
    *("locked", "locked_at", "locked_by", "alias_of", "seo_title", "search_description", "show_in_menus"),
    *("wagtail_admin_comments", "form_submissions"),
}
OF_A_LINE = {"pk", "id", "sort_order", "page", "translations", "locale", "translation_key"}


def digest_of(*values):
    """Return what tells whether rows have changed since they were loaded."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def content_of(instance):
    """Return a page or record as a revision keeps it."""
    return json.loads(json.dumps(instance.serializable_data(), cls=DjangoJSONEncoder))


def facts_of(instance):
    """Return what a page or record states."""
    return {name: value for name, value in content_of(instance).items() if name not in OF_THE_SITE}


def comparable(value, owner):
    """Return a value without what differs between two copies of it: keys, order, what is empty.

    `owner` is what a line calls the page or record that it belongs to.
    """
    if isinstance(value, str) and value.startswith("[{"):  # a body of text
        value = json.loads(value)
    if isinstance(value, dict):
        value = {name: comparable(part, owner) for name, part in value.items() if name not in {*OF_A_LINE, owner}}
        return {name: part for name, part in value.items() if part}
    if isinstance(value, list):
        return [comparable(part, owner) for part in value]
    return value or None


class Update:
    """The difference between what a row stated, what it states now, and what editors made of it."""

    def __init__(self, stored, new, shipped):
        self.stored = stored
        self.wanted = facts_of(new)
        self.before = shipped or self.first_shipped()
        # A revision knows no field that is newer than itself; a live page knows the keys of its lines.
        stated = stored.get_latest_revision().content
        is_live = stored.live and stored.latest_revision_id == stored.live_revision_id
        self.now = content_of(stored) if is_live else stated
        self.changes, self.kept = {}, []
        owner = stored._meta.model_name.removesuffix("page")
        for name, wanted in self.wanted.items():
            was, now, will_be = (
                comparable(part.get(name) or None, owner) for part in (self.before, stated, self.wanted)
            )
            if isinstance(wanted, dict):
                words, kept = merged(self.before.get(name) or {}, stated.get(name) or {}, wanted)
                self.kept += kept
                if words != (stated.get(name) or {}):
                    self.changes[name] = words
                continue
            if will_be in (was, now):
                continue
            if now == was:
                self.changes[name] = with_keys(wanted, self.now.get(name), owner)
            else:
                self.kept.append(name)

    def first_shipped(self):
        """Return what the first load made of the row, on a site that did not keep it."""
        first = self.stored.revisions.filter(user=None).order_by("created_at", "pk").first()
        return first.content if first else {}

    @property
    def is_untouched(self):
        """True where no person has saved it."""
        return not self.stored.revisions.exclude(user=None).exists()

    @property
    def is_in_work(self):
        """True where an editor has a draft or a schedule that publishing would do away with."""
        stored = self.stored
        is_draft_of_live = stored.live and stored.latest_revision_id != stored.live_revision_id
        return is_draft_of_live or stored.revisions.filter(approved_go_live_at__isnull=False).exists()

    def changed(self):
        """Return the page or record with what has changed, not saved."""
        return self.stored.with_content_json({**self.now, **self.changes})

    def apply(self, instance, becomes_live):
        """Save what has changed as a revision, and publish it where the page is live or is to be from now on."""
        stored = self.stored
        revision = instance.save_revision()
        if stored.live or (becomes_live and self.is_untouched and not stored.first_published_at):
            revision.publish()
        return instance


def merged(before, now, wanted):
    """Return words by language and name as they are to be, and what an editor has changed and so keeps.

    `before` are the words of the last load, `wanted` those of this one.
    """
    result, kept = {code: dict(words) for code, words in now.items()}, []
    places = {(language, word) for texts in (before, wanted) for language in texts for word in texts[language]}
    for code, name in places:
        was, there, will_be = (texts.get(code, {}).get(name, "") for texts in (before, now, wanted))
        if will_be in (was, there):
            continue
        if there == was or not there:
            result.setdefault(code, {})[name] = will_be
        else:
            kept.append(f"{name} ({code})")
    return TranslationsField.cleaned(result), sorted(kept)


def with_keys(wanted, now, owner):
    """Return lines with the keys of those that are there already, so that these stay."""
    if not (isinstance(wanted, list) and wanted and isinstance(wanted[0], dict)):
        return wanted
    there = list(now or ())
    lines = []
    for place, line in enumerate(wanted):
        same = next((old for old in there if comparable(old, owner) == comparable(line, owner)), None)
        if same:
            there.remove(same)
        lines.append({**(same or line), "sort_order": place})
    return lines


def fields_of(instance):
    """Return what a record states that keeps no revisions."""
    stated = {name: value for name, value in model_to_dict(instance).items() if name not in {*OF_THE_SITE, "id"}}
    return json.loads(json.dumps(stated, cls=DjangoJSONEncoder))


def update_plain(stored, new, key, digest, log):
    """Bring a record that keeps no revisions up to date with its row, and note what was done.

    Where it is not known what was shipped, only what is empty is filled.
    """
    shipped, now, wanted = log.shipped(key), fields_of(stored), fields_of(new)
    shipped = {name: value or None for name, value in shipped.items()}
    words, kept_words = merged(shipped.get("translations") or {}, now["translations"], wanted["translations"])
    different = [
        name
        for name, value in wanted.items()
        if name != "translations" and (value or None) not in (now[name] or None, shipped.get(name))
    ]
    changed = [name for name in different if (now[name] or None) == shipped.get(name)]
    kept = [*(name for name in different if name not in changed), *kept_words]
    if kept:
        log.keep(key, f"an editor has changed {', '.join(kept)}")
    if changed or words != now["translations"]:
        stored.translations = words
        for name in changed:
            setattr(stored, name, getattr(new, name))
        stored.full_clean()
        stored.save()
        log.record_changed(key, stored)
    log.remember(key, digest, wanted)


def update(stored, record, log, complete=None):
    """Bring one page or record up to date with its row, and note what was done.

    What a record is made of must be linked as it is before a new one is saved. `complete`
    adds to it what is not a matter of its row, and returns True where it has.
    """
    key = record.row.key
    change = Update(stored, record.instance, log.shipped(key))
    instance = change.changed() if change.changes or complete else None
    is_completed = complete(instance) if complete else False
    has_changed = bool(change.changes) or is_completed
    if has_changed and change.is_in_work:
        log.keep(key, "an editor has a draft or a schedule of it")
        return  # and is asked again at the next load
    if change.kept:
        log.keep(key, f"an editor has changed {', '.join(change.kept)}")
    if has_changed:
        log.record_changed(key, change.apply(instance, becomes_live=not record.is_draft))
    log.remember(key, record.digest, change.wanted)
