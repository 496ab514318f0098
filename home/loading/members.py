"""Bodies, and members with their periods, former names and suspensions."""

from dataclasses import dataclass, field

from django.db.models import Q

from home.loading.catalogues import take_words
from home.loading.plain import PlainRecord
from home.loading.reading import by_identifier, read_csv
from home.loading.rows import ContentRow
from home.loading.updating import digest_of, facts_of, update
from members.models import Body, FormerName, Member, MembershipPeriod, Suspension
from members.models.kinds import BodyKind, Region, Role
from mme_site.core.languages import TranslatedRecord, language_codes
from mme_site.core.sources import Confidence

IN_COLUMNS = ("fr", "pt", "ar")  # names that stand in the files; those of further languages are in their catalogues
NAMES = ["name_en", *(f"name_{language}" for language in IN_COLUMNS)]
DATED = ["from_date", "until_date", "confidence", "note", "source"]
BODY_FIELDS = ["code", "kind", *NAMES, "founded_on", "note"]
MEMBER_FIELDS = ["code", "slug", "region", *NAMES, "official_name", "note", "source"]
BELOW_A_MEMBER = {  # by the member's relation
    "periods": ("periods.csv", ["member", "body", "role", *DATED]),
    "former_names": ("former_names.csv", ["member", "language", "name", *DATED]),
    "suspensions": ("suspensions.csv", ["member", "body", "reason", "has_ended", *DATED]),
}
OPTIONAL = {"periods": ["checked_on"], "suspensions": ["checked_on"]}


@dataclass
class MemberRecord:
    """A member that is not saved yet, and what belongs to it: (relation, fact, code of its body)."""

    row: ContentRow
    member: Member
    facts: list = field(default_factory=list)
    rows: list = field(default_factory=list)  # of its facts
    catalogues: list = field(default_factory=list)
    words: list = field(default_factory=list)  # that the catalogues have of it
    is_draft = False

    @property
    def instance(self):
        return self.member

    @property
    def digest(self):
        return digest_of(self.row.values, *(row.values for row in self.rows), *self.words)

    def take_words(self, member, facts):
        """Give a member and its facts the words of the catalogues where they have none; return the new words."""
        return take_words([member, *(fact for fact in facts if isinstance(fact, TranslatedRecord))], self.catalogues)

    def complete(self, member):
        """Do so with a member that is stored; return True where it has got any."""
        return bool(self.take_words(member, [*member.periods.all(), *member.suspensions.all()]))


def read_bodies(folder, catalogues):
    """Return {code: PlainRecord}; the bodies are not saved."""
    rows = by_identifier(read_csv(folder, "bodies.csv", BODY_FIELDS, ["code"]))
    return {code: PlainRecord.read(row, body_of(row), catalogues) for code, row in rows.items()}


def read_members(folder, bodies, catalogues):
    """Return {code: MemberRecord}; `bodies` are the codes that may be named."""
    rows = by_identifier(read_csv(folder, "members.csv", MEMBER_FIELDS, ["code"]))
    records = {
        code: MemberRecord(row, row.checked(member_of(row)), catalogues=catalogues) for code, row in rows.items()
    }
    for relation, (file, fields) in BELOW_A_MEMBER.items():
        for row in read_csv(folder, file, fields, ["member"], OPTIONAL.get(relation, ())):
            record = records[row.named("member", records, "members.csv", required=True)]
            body = row.named("body", bodies, "bodies.csv", required="body" in fields)
            fact = FACTS[relation](row)
            fact.sort_order = len(record.facts)
            record.facts.append((relation, row.checked(fact, exclude=["member", "body"]), body))
            record.rows.append(row)
    for record in records.values():
        record.words += record.take_words(record.member, [fact for _relation, fact, _body in record.facts])
    return records


def names_of(row):
    names = {language: {"name": name} for language in IN_COLUMNS if (name := row.text(f"name_{language}"))}
    return {"name_en": row.text("name_en", required=True), "translations": names}


def body_of(row):
    kind = row.choice("kind", BodyKind.values)
    founded_on, precision = row.partial_date("founded_on")
    founded = {"founded_on": founded_on, "founded_precision": precision}
    return Body(code=row.text("code"), kind=kind, note=row.text("note"), **names_of(row), **founded)


def member_of(row):
    texts = {name: row.text(name) for name in ("code", "slug", "official_name", "note", "source")}
    return Member(region=row.choice("region", Region.values), live=False, **texts, **names_of(row))


def dated(row):
    """Return what every dated fact says."""
    from_date, from_precision = row.partial_date("from_date")
    until_date, until_precision = row.partial_date("until_date")
    return {
        "from_date": from_date,
        "from_precision": from_precision,
        "until_date": until_date,
        "until_precision": until_precision,
        "confidence": row.choice("confidence", Confidence.values),
        "note": row.text("note"),
        "source": row.text("source"),
    }


FACTS = {
    "periods": lambda row: MembershipPeriod(
        role=row.choice("role", Role.values), checked_on=row.date("checked_on"), **dated(row)
    ),
    "former_names": lambda row: FormerName(
        language=row.choice("language", language_codes()), name=row.text("name"), **dated(row)
    ),
    "suspensions": lambda row: Suspension(
        reason=row.text("reason"),
        has_ended=row.text("has_ended") == "yes",
        checked_on=row.date("checked_on"),
        **dated(row),
    ),
}


def load_members(records, log):
    """Publish the members that were never loaded, with all that belongs to them, and bring the others up to date."""
    bodies = Body.objects.in_bulk(field_name="code")
    outdated = [record for record in records.values() if log.is_outdated(record.row.key, record.digest)]
    for record in records.values():
        row, member = record.row, record.member
        if not log.is_new(row.key):
            continue
        if taken := Member.objects.filter(Q(code=member.code) | Q(slug=member.slug)).first():
            log.refuse(row.key, f"its code or address is in use by the member “{taken.name_en}”")
            continue
        add_facts(record, bodies, log)
        member.save()
        member.save_revision().publish()
        log.record_created(row.key, member, digest=record.digest, shipped=facts_of(member))
    stored = Member.objects.in_bulk([record.member.code for record in outdated], field_name="code")
    for record in outdated:
        if record.member.code in stored:
            add_facts(record, bodies, log)
            update(stored[record.member.code], record, log, record.complete)


def add_facts(record, bodies, log):
    """Give a member what belongs to it, without what is about a body that an editor has deleted."""
    for relation, fact, body in record.facts:
        if body and body not in bodies:
            log.refuse(record.row.key, f"made without its time in {body}, which is no longer there")
            continue
        if body:
            fact.body = bodies[body]
        getattr(record.member, relation).add(fact)
