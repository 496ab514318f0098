"""How a browser adds the site's search to its own (OpenSearch 1.1)."""

from xml.sax.saxutils import escape, quoteattr

from django.http import HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from home.frame import Frame

LONGEST_NAME = 16  # letters, by the specification
ONE_DAY = 86_400  # seconds
DESCRIPTION = """<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>{name}</ShortName>
  <Description>{description}</Description>
  <Language>{language}</Language>
  <InputEncoding>UTF-8</InputEncoding>
  <Image width="16" height="16" type="image/svg+xml">{picture}</Image>
  <Url type="text/html" method="get" template={page}/>
  <Url type="application/x-suggestions+json" method="get" template={suggestions}/>
  <Url type="application/opensearchdescription+xml" rel="self" template={itself}/>
</OpenSearchDescription>
"""


@require_safe
@cache_control(public=True, max_age=ONE_DAY)
def opensearch(request):
    """Describe the search page, and the suggestions, in the language of the address."""
    root = Frame(request).parts.root
    name = str(getattr(root, "short_name", "") or "MME")
    content = DESCRIPTION.format(
        name=escape(name[:LONGEST_NAME]),
        description=escape(_("Search %(site)s") % {"site": root.title if root else name}),
        language=get_language(),
        picture=escape(request.build_absolute_uri(static("mark.svg"))),
        page=address(request, "search", "?q={searchTerms}"),
        suggestions=address(request, "search_suggestions", "?q={searchTerms}&format=opensearch"),
        itself=address(request, "opensearch"),
    )
    return HttpResponse(content, content_type="application/opensearchdescription+xml; charset=utf-8")


def address(request, name, query=""):
    return quoteattr(request.build_absolute_uri(reverse(name)) + query)


def for_browsers(request, query, suggestions):
    """Answer with suggestions as browsers take them: query, names, details, addresses (OpenSearch Suggestions 1.1)."""
    addresses = [request.build_absolute_uri(one["url"]) for one in suggestions]
    found = [query, [one["label"] for one in suggestions], [one["detail"] for one in suggestions], addresses]
    return JsonResponse(found, safe=False, content_type="application/x-suggestions+json")
