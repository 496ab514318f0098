"""Harvesting by OAI-PMH 2.0 (openarchives.org/OAI/openarchivesprotocol.html): meetings and documents as Dublin Core.

What is public no more is told as deleted, for ever. Lists go on by a resumption token that holds where they were, so
that the site remembers nothing of a harvester.
"""

import datetime
import re
from collections.abc import Callable, Iterable
from email.utils import parseaddr
from typing import Any
from urllib.parse import parse_qsl, urlencode
from xml.etree import ElementTree

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Page, Site

from mme_site.core.dates import machine_date
from mme_site.core.querysets import is_below, paths_of
from mme_site.core.xml_text import xml_safe
from mme_site.opendata.models import PublicRecord
from mme_site.opendata.resources import Resource, resources
from mme_site.pages.routing import root_of, site_of

OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
PREFIX = "oai_dc"
RECORDS_AT_ONCE = 100
ARGUMENTS: dict[str, tuple[set[str], set[str]]] = {  # required, allowed
    "Identify": (set(), set()),
    "ListMetadataFormats": (set(), {"identifier"}),
    "ListSets": (set(), {"resumptionToken"}),
    "ListIdentifiers": ({"metadataPrefix"}, {"from", "until", "set", "resumptionToken"}),
    "ListRecords": ({"metadataPrefix"}, {"from", "until", "set", "resumptionToken"}),
    "GetRecord": ({"metadataPrefix", "identifier"}, set()),
}
DAY, SECOND = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
WORD = re.compile(r"[A-Za-z0-9\-_.!~*'()]+")
SET = re.compile(rf"{WORD.pattern}(:{WORD.pattern})*")
for _prefix, _namespace in (("", OAI), ("oai_dc", OAI_DC), ("dc", DC), ("xsi", XSI)):
    ElementTree.register_namespace(_prefix, _namespace)


class Refused(Exception):
    """A request that the protocol has an error for."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """Answer one request; errors are part of the answer, as the protocol has it (3.6)."""
    asked = request.POST if request.method == "POST" else request.GET
    top = element(None, "OAI-PMH")
    top.set(f"{{{XSI}}}schemaLocation", f"{OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd")
    element(top, "responseDate", stamp(timezone.now()))
    base = element(top, "request", request.build_absolute_uri(request.path))
    try:
        arguments = checked({name: asked.getlist(name) for name in asked})
        for name, value in arguments.items():
            base.set(name, xml_safe(value))
        with translation.override(settings.LANGUAGE_CODE):
            VERBS[arguments.pop("verb")](request, top, arguments)
    except Refused as refused:
        base.attrib.clear()  # what was asked may be nothing that the schema of the protocol lets stand there
        del top[2:]  # what was begun: an answer is either an error or what was asked for
        element(top, "error", str(refused)).set("code", refused.code)
    content = ElementTree.tostring(top, encoding="utf-8", xml_declaration=True)
    return HttpResponse(content, content_type="text/xml; charset=utf-8")


def checked(asked: dict[str, list[str]]) -> dict[str, str]:
    """Return the arguments of a request; raise Refused for what the verb does not take."""
    verbs = asked.get("verb", [])
    if len(verbs) != 1 or verbs[0] not in ARGUMENTS:
        raise Refused("badVerb", "There is no such verb, or not one.")
    required, allowed = ARGUMENTS[verbs[0]]
    arguments = {name: values[0] for name, values in asked.items()}
    if any(len(values) > 1 for values in asked.values()):
        raise Refused("badArgument", "An argument is repeated.")
    if any("\0" in text for name in arguments for text in (name, arguments[name])):
        raise Refused("badArgument", "An argument contains a character that no text has (NUL).")
    names = arguments.keys() - {"verb"}
    if unknown := names - required - allowed:
        raise Refused("badArgument", f"The verb does not take {', '.join(sorted(unknown))[:100]}.")
    if "resumptionToken" in names:
        if len(names) > 1:
            raise Refused("badArgument", "A resumption token stands alone.")
        return arguments
    if missing := required - names:
        raise Refused("badArgument", f"The verb needs {', '.join(sorted(missing))}.")
    if "set" in arguments and not SET.fullmatch(arguments["set"]):
        raise Refused("badArgument", "This is written as no name of a set is.")
    if not WORD.fullmatch(arguments.get("metadataPrefix", PREFIX)):
        raise Refused("badArgument", "This is written as no name of a format is.")
    if arguments.get("metadataPrefix", PREFIX) != PREFIX:
        raise Refused("cannotDisseminateFormat", f"The format is {PREFIX}.")
    return arguments


def identify(request: HttpRequest, top: Any, arguments: dict[str, str]) -> None:
    site = site_of(request)
    found = element(top, "Identify")
    element(found, "repositoryName", root_of(site).title if site else settings.WAGTAIL_SITE_NAME)
    element(found, "baseURL", request.build_absolute_uri(request.path))
    element(found, "protocolVersion", "2.0")
    element(found, "adminEmail", address_of_the_site())
    first = PublicRecord.objects.exclude(letter="").order_by("changed_at").values_list("changed_at", flat=True).first()
    element(found, "earliestDatestamp", stamp(first or timezone.now()))
    element(found, "deletedRecord", "persistent")
    element(found, "granularity", "YYYY-MM-DDThh:mm:ssZ")


def address_of_the_site() -> str:
    """Return the sender of e-mails without its name; the protocol takes no address of a machine without a domain."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return address if "." in address.partition("@")[2] else f"{address}.invalid"  # RFC 2606


def list_formats(request: HttpRequest, top: Any, arguments: dict[str, str]) -> None:
    if "identifier" in arguments:
        row_of(request, arguments["identifier"])
    found = element(element(top, "ListMetadataFormats"), "metadataFormat")
    element(found, "metadataPrefix", PREFIX)
    element(found, "schema", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
    element(found, "metadataNamespace", OAI_DC)


def list_sets(request: HttpRequest, top: Any, arguments: dict[str, str]) -> None:
    if "resumptionToken" in arguments:
        raise Refused("badResumptionToken", "The list of sets is one.")
    found = element(top, "ListSets")
    sets = {one.name: str(one.title) for one in harvested()}
    for one in harvested():
        kinds = PublicRecord.objects.filter(letter=one.letter, is_public=True).exclude(kind="")
        for kind in kinds.order_by("kind").values_list("kind", flat=True).distinct():
            sets[f"{one.name}:{kind}"] = f"{one.title}: {kind}"
    sets |= {f"language:{code}": str(name) for code, name in settings.LANGUAGES}
    for spec, name in sets.items():
        line = element(found, "set")
        element(line, "setSpec", spec)
        element(line, "setName", name)


def list_identifiers(request: HttpRequest, top: Any, arguments: dict[str, str]) -> None:
    write_list(request, element(top, "ListIdentifiers"), arguments, whole=False)


def list_records(request: HttpRequest, top: Any, arguments: dict[str, str]) -> None:
    write_list(request, element(top, "ListRecords"), arguments, whole=True)


def get_record(request: HttpRequest, top: Any, arguments: dict[str, str]) -> None:
    write(request, element(top, "GetRecord"), [row_of(request, arguments["identifier"])], whole=True)


VERBS: dict[str, Callable[..., None]] = {
    "Identify": identify,
    "ListMetadataFormats": list_formats,
    "ListSets": list_sets,
    "ListIdentifiers": list_identifiers,
    "ListRecords": list_records,
    "GetRecord": get_record,
}


def write_list(request: HttpRequest, parent: Any, arguments: dict[str, str], whole: bool) -> None:
    """Write a part of a list, and where it goes on."""
    token = arguments.get("resumptionToken")
    asked, after, before = from_token(token) if token is not None else (arguments, 0, 0)
    try:
        rows = requested_rows(request, asked)
    except Refused as refused:
        raise Refused("badResumptionToken", str(refused)) if token else refused from None
    found = list(rows.filter(change__gt=after).order_by("change")[: RECORDS_AT_ONCE + 1])
    if not found:
        if token:
            raise Refused("badResumptionToken", "The list has ended.")
        raise Refused("noRecordsMatch", "Nothing fits.")
    shown = found[:RECORDS_AT_ONCE]
    write(request, parent, shown, whole)
    if token or len(found) > len(shown):
        goes_on = {**asked, "after": str(shown[-1].change), "before": str(before + len(shown))}
        line = element(parent, "resumptionToken", urlencode(goes_on) if len(found) > len(shown) else "")
        line.set("cursor", str(before))


def from_token(token: str) -> tuple[dict[str, str], int, int]:
    """Return what was asked for, after which change the list goes on, and how many records came before."""
    known = {"from", "until", "set", "metadataPrefix"}
    try:
        fields = dict(parse_qsl(token, strict_parsing=True, max_num_fields=10))
        after, before = int(fields.pop("after")), int(fields.pop("before"))
    except (ValueError, KeyError):
        raise Refused("badResumptionToken", "This is none of ours.") from None
    if (
        not fields.keys() <= known
        or "\0" in "".join(fields.values())
        or not all(0 <= n < 2**63 for n in (after, before))
    ):
        raise Refused("badResumptionToken", "This is none of ours.")
    return fields, after, before


def requested_rows(request: HttpRequest, arguments: dict[str, str]) -> Any:
    """Return the rows that a harvester asked for, by set and day."""
    rows = rows_of(request)
    first, last = arguments.get("from"), arguments.get("until")
    if first and last and (len(first) != len(last) or first > last):
        raise Refused("badArgument", "The two days do not fit.")
    if first:
        rows = rows.filter(changed_at__gte=moment(first))
    if last:
        rows = rows.filter(changed_at__lt=moment(last, is_end=True))
    return in_set(rows, arguments["set"]) if "set" in arguments else rows


def in_set(rows: Any, spec: str) -> Any:
    name, _colon, kind = spec.partition(":")
    if name == "language":
        return rows.filter(languages__contains=f",{kind},") if kind in dict(settings.LANGUAGES) else rows.none()
    letters = [one.letter for one in harvested() if one.name == name]
    rows = rows.filter(letter__in=letters)
    return rows.filter(kind=kind) if kind else rows


def moment(text: str, is_end: bool = False) -> datetime.datetime:
    """Return a day or second as a moment; the end of it where it is included."""
    try:
        if DAY.fullmatch(text):
            at = datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)
            return at + datetime.timedelta(days=is_end)
        if SECOND.fullmatch(text):
            at = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
            return at + datetime.timedelta(seconds=is_end)
    except (ValueError, OverflowError):
        pass
    raise Refused("badArgument", "A day is written 2014-04-02, a second 2014-04-02T10:00:00Z.")


def rows_of(request: HttpRequest) -> Any:
    """Return the rows of what is, or was, public; without what stands in the tree of another partnership."""
    rows = PublicRecord.objects.filter(letter__in=[one.letter for one in harvested()])
    site = site_of(request)
    others = Page.objects.filter(pk__in=Site.objects.exclude(pk=site and site.pk).values("root_page"))
    if not site or not (paths := [path for root in others if root.pk != site.root_page_id for path in paths_of(root)]):
        return rows
    theirs = Page.objects.filter(is_below(paths)).exclude(is_below(paths_of(root_of(site))))
    return rows.exclude(number__in=theirs.values("pk"))


def harvested() -> list[Resource[Any]]:
    return [one for one in resources() if one.kind_field]


def row_of(request: HttpRequest, identifier: str) -> PublicRecord:
    """Return the row of an identifier of this host."""
    match = re.fullmatch(rf"oai:{re.escape(host_of(request))}:([a-z])/(\d{{1,18}})", identifier)
    row = match and rows_of(request).filter(letter=match[1], number=int(match[2])).first()
    if not row:
        raise Refused("idDoesNotExist", "There is no such record.")
    return row


def host_of(request: HttpRequest) -> str:
    site = site_of(request)
    return site.hostname if site else request.get_host()


def write(request: HttpRequest, parent: Any, rows: Iterable[PublicRecord], whole: bool) -> None:
    """Write records, or their heads; what is public no more since a moment is deleted."""
    rows = list(rows)
    site = site_of(request)
    facts = facts_of(request, site, rows) if site else {}
    languages = {code for row in rows for code in row.languages.split(",") if code} - {get_language()}
    translations = []
    for code in sorted(languages) if whole and site else ():
        with translation.override(code):
            translations.append(facts_of(request, site, [row for row in rows if f",{code}," in row.languages]))
    for row in rows:
        key = row.letter, row.number
        record = facts.get(key)
        line = element(parent, "record") if whole else parent
        write_head(request, line, row, is_deleted=record is None)
        if whole and record:
            versions = [found[key] for found in translations if key in found]
            others = [one for one in versions if one.words_in == one.language != record.words_in]
            write_dublin_core(element(line, "metadata"), record, others)


def facts_of(request: HttpRequest, site: Any, rows: list[PublicRecord]) -> dict[tuple[str, int], Any]:
    """Return what is public still of some rows, in the active language, by letter and number."""
    return {
        (one.letter, record.number): record
        for one in harvested()
        if (numbers := [row.number for row in rows if row.letter == one.letter and row.is_public])
        for record in one.records(one.public(root_of(site)).filter(pk__in=numbers), request)
    }


def write_head(request: HttpRequest, parent: Any, row: PublicRecord, is_deleted: bool) -> None:
    head = element(parent, "header")
    if is_deleted:
        head.set("status", "deleted")
    element(head, "identifier", f"oai:{host_of(request)}:{row.letter}/{row.number}")
    element(head, "datestamp", stamp(row.changed_at))
    name = next(one.name for one in harvested() if one.letter == row.letter)
    element(head, "setSpec", f"{name}:{row.kind}" if row.kind else name)
    for code in filter(None, row.languages.split(",")):
        element(head, "setSpec", f"language:{code}")


def write_dublin_core(parent: Any, record: Any, translations: Iterable[Any]) -> None:
    """Write what Dublin Core has words for (dublincore.org/documents/dces), title and summary in each language."""
    top = element(parent, "dc", space=OAI_DC)
    top.set(f"{{{XSI}}}schemaLocation", f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
    for version in (record, *translations):
        for name, value in (("title", version.title), ("description", version.summary)):
            if value:
                element(top, name, value, space=DC).set(XML_LANG, version.words_in)
    for name, value in dublin_core(record):
        if value:
            element(top, name, str(value), space=DC)


def dublin_core(record: Any) -> Iterable[tuple[str, Any]]:
    """Yield what else a meeting or a document says, in Dublin Core's words."""

    def value_of(name: str) -> Any:
        return getattr(record, name, None) or []

    yield from (("title", other.name) for other in value_of("other_names"))
    yield "creator", value_of("body_responsible") or value_of("organisers")
    yield from (("subject", theme.title) for theme in value_of("themes"))
    yield from (("description", point.text) for point in [*value_of("outcomes"), *value_of("key_points")])
    date = value_of("date") or value_of("start_date")
    yield "date", machine_date(date, record.date_precision) if date else ""
    yield "type", record.kind_name
    yield from (("format", format) for format in sorted({file.format for file in value_of("files")}))
    yield from (("identifier", address) for address in (record.short_url, record.url))
    yield "identifier", value_of("symbol")
    yield from (("source", source.url) for source in value_of("sources"))
    yield from (
        ("language", code) for code in sorted({file.language for file in value_of("files")}) or [record.words_in]
    )
    links = [value_of("meeting"), *value_of("documents"), *(relation.document for relation in value_of("relations"))]
    yield from (("relation", link.url) for link in links if link)
    yield "coverage", value_of("place") or value_of("city")
    yield "rights", settings.DATA_LICENSE_URL


def element(parent: Any, name: str, text: str = "", space: str = OAI) -> Any:
    tag = f"{{{space}}}{name}"
    made = ElementTree.Element(tag) if parent is None else ElementTree.SubElement(parent, tag)
    if text:
        made.text = xml_safe(text)
    return made


def stamp(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
