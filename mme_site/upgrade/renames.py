"""What has another name since version 0.8. A name on the left is that of 0.8, as its database has it."""

import re

APPS = {"mme_site": "core", "delivery": "caching", "outbox": "tasks"}

# Models that have another name or another app; every other one goes with its app, or stays. A model that says
# `db_table` keeps its table: needed where full texts lie beside it, which Django does not know of.
MODELS = {
    "publishing.CalendarFeed": "timeline.CalendarFeed",
    "search.BestBet": "search.PromotedResult",
    "search.BestBetChoice": "search.PromotedTarget",
    "search.BestBetSearch": "search.PromotedQuery",
    "search.Entry": "search.Passage",
    "search.Gram": "search.Trigram",
    "search.Name": "search.IndexedName",
    "search.Result": "search.IndexDocument",
    "search.Source": "search.TextSource",
    "search.Tally": "search.QueryStatistics",
}

# Models whose rows the site makes of others: their tables, and those of the full text, are made anew and filled anew.
DERIVED = {"search.IndexDocument", "search.IndexedName", "search.Passage", "search.TextSource"}

# Columns of a model, by the name that the model has now: what they were called, and what they are.
COLUMNS: dict[str, dict[str, str]] = {
    "search.PromotedQuery": {"bet_id": "promoted_result_id"},
    "search.PromotedTarget": {"bet_id": "promoted_result_id", "member_id": "record_id"},
    "search.Trigram": {"gram": "text"},
}

# Columns that name the model of a record, where before there was a key of that model alone: column, old key, model.
RECORD_TYPES = {"search.PromotedTarget": ("record_type_id", "member_id", "members.member")}

# Tasks that may wait in the database; those of packages have their paths still.
TASKS = {
    f"mme_site.{old}": f"mme_site.{new}"
    for old, new in {
        "publishing.before_the_hour.check_before_hour": "editorial.preflight.before_due.check_before_hour",
        "publishing.outbox.mail.send": "tasks.email.send",
        "recovery.purging.purge_deleted": "editorial.recovery.purging.purge_deleted",
    }.items()
}

# The last migration that each app had in 0.8.
MIGRATIONS = {
    "delivery": "0001_content_version",
    "files": "0005_former_versions",
    "home": "0003_settings_keep_their_versions",
    "meetings": "0006_language_of_quotations",
    "members": "0004_language_of_quotations",
    "mme_site": "0001_initial",
    "outbox": "0001_initial",
    "publishing": "0002_calendar_feed",
    "recovery": "0001_deletions",
    "search": "0005_first_synonyms_of_other_languages",
    "sharing": "0001_shared_drafts",
    "users": "0002_role_groups",
}
SQUASHED = "0001_initial"
SQUASHED_APPS = [
    *("caching", "core", "files", "home", "meetings", "members", "publishing", "recovery", "search", "sharing"),
    *("tasks", "timeline", "users"),
]

_old_models = {new: old for old, new in MODELS.items()}
_old_apps = {new: old for old, new in APPS.items()}
_models_in_lower_case = {old.lower(): new.lower() for old, new in MODELS.items()}


def new_label(label: str) -> str:
    """Return the label that a model of 0.8 has now; `mme_site.Source` is `core.Source`, also in lower case."""
    app, _, model = label.partition(".")
    moved = f"{APPS.get(app, app)}.{model}"
    return MODELS.get(label) or _models_in_lower_case.get(label) or moved


def old_label(label: str) -> str:
    """Return the label that a model had in 0.8."""
    app, _, model = label.partition(".")
    return _old_models.get(label) or f"{_old_apps.get(app, app)}.{model}"


def new_permission(name: str) -> str:
    """Return a permission as it is called now: `publishing.add_calendarfeed` is `timeline.add_calendarfeed`."""
    app, _, codename = name.partition(".")
    action, _, model = codename.rpartition("_")
    new_app, _, new_model = new_label(f"{app}.{model}").partition(".")
    return f"{new_app}.{action}_{new_model}"


def new_right(key: str) -> str:
    """Return the key of a right that a role was given, in which a permission or a model is named."""

    def replaced(found: re.Match[str]) -> str:
        return new_permission(found[0]) if "_" in found[1] else new_label(found[0])

    return re.sub(r"\b[a-z_]+\.([a-z_]+)\b", replaced, key)
