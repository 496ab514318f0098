"""Bodies, and members with their periods, former names and suspensions."""

from dataclasses import dataclass, field

from django.db.models import Q

from home.loading.reading import by_identifier, read_csv
from home.loading.rows import ContentRow
from members.models import Body, FormerName, Member, MembershipPeriod, Suspension
from members.models.kinds import BodyKind, Region, Role
from mme_site.core.languages import LANGUAGES_OF_NAMES
from mme_site.core.sources import Confidence

NAMES = [f"name_{language}" for language in LANGUAGES_OF_NAMES]
DATED = ["from_date", "until_date", "confidence", "note", "source"]
BODY_FIELDS = ["code", "kind", *NAMES, "founded_on", "note"]
MEMBER_FIELDS = ["code", "slug", "region", *NAMES, "official_name", "note", "source"]
BELOW_A_MEMBER = {  # by the member's relation
    "periods": ("periods.csv", ["member", "body", "role", *DATED]),
    "former_names": ("former_names.csv", ["member", "language", "name", *DATED]),
    "suspensions": ("suspensions.csv", ["member", "body", "reason", *DATED]),
}


@dataclass
class MemberRecord:
    """A member that is not saved yet, and what belongs to it: (relation, fact, code of its body)."""

    row: ContentRow
    member: Member
    facts: list = field(default_factory=list)


def read_bodies(folder):
    """Return {code: (row, body)}; the bodies are not saved."""
    rows = by_identifier(read_csv(folder, "bodies.csv", BODY_FIELDS, ["code"]))
    return {code: (row, row.checked(body_of(row))) for code, row in rows.items()}


def read_members(folder, bodies):
    """Return {code: MemberRecord}; `bodies` are the codes that may be named."""
    rows = by_identifier(read_csv(folder, "members.csv", MEMBER_FIELDS, ["code"]))
    records = {code: MemberRecord(row, row.checked(member_of(row))) for code, row in rows.items()}
    for relation, (file, fields) in BELOW_A_MEMBER.items():
        for row in read_csv(folder, file, fields, ["member"]):
            record = records[row.named("member", records, "members.csv", required=True)]
            body = row.named("body", bodies, "bodies.csv", required="body" in fields)
            fact = FACTS[relation](row)
            fact.sort_order = len(record.facts)
            record.facts.append((relation, row.checked(fact, exclude=["member", "body"]), body))
    return records


def names_of(row):
    return {name: row.text(name, required=name == "name_en") for name in NAMES}


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
    "periods": lambda row: MembershipPeriod(role=row.choice("role", Role.values), **dated(row)),
    "former_names": lambda row: FormerName(
        language=row.choice("language", LANGUAGES_OF_NAMES), name=row.text("name"), **dated(row)
    ),
    "suspensions": lambda row: Suspension(reason=row.text("reason"), **dated(row)),
}


def load_bodies(bodies, log):
    """Save the bodies that were never loaded."""
    for row, body in bodies.values():
        if not log.wants(row.key):
            continue
        if Body.objects.filter(code=body.code).exists():
            log.refuse(row.key, f"there is a body {body.code} already")
            continue
        body.save()
        log.record_created(row.key, body)


def load_members(records, log):
    """Publish the members that were never loaded, with all that belongs to them."""
    bodies = Body.objects.in_bulk(field_name="code")
    for record in records.values():
        row, member = record.row, record.member
        if not log.wants(row.key):
            continue
        if taken := Member.objects.filter(Q(code=member.code) | Q(slug=member.slug)).first():
            log.refuse(row.key, f"its code or address is in use by the member “{taken.name_en}”")
            continue
        for relation, fact, body in record.facts:
            if body and body not in bodies:
                log.refuse(row.key, f"made without its time in {body}, which is no longer there")
                continue
            if body:
                fact.body = bodies[body]
            getattr(member, relation).add(fact)
        member.save()
        member.save_revision().publish()
        log.record_created(row.key, member)
