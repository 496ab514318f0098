"""'On this page' names the sections of a long page and leads to each."""

import pytest
from django.template import Context, Template, TemplateSyntaxError

from tests.helpers.reading import read, words


def contents(page):
    """Return what a page lists as its contents: the words of each link, with the heading it leads to."""
    return {words(link): words(page.find(id=link["href"][1:])) for link in page.select(".contents a")}


def body(*headings):
    """Return a body with these headings, a paragraph below each."""
    return [
        block
        for text in headings
        for block in (("heading", {"text": text, "level": "2"}), ("paragraph", "<p>A paragraph.</p>"))
    ]


def test_a_long_page_of_text_lists_its_headings_and_leads_to_each(client, tree):
    tree.page(slug="about", body=body("Who we are", "What we do", "Who & where"))

    assert contents(read(client, "/about/")) == {name: name for name in ("Who we are", "What we do", "Who & where")}


def test_a_page_that_is_seen_whole_lists_nothing(client, tree):
    tree.page(slug="about", body=body("Who we are", "What we do"))

    assert read(client, "/about/").select_one(".contents") is None


def test_a_heading_in_any_script_has_an_address(client, tree):
    tree.page(slug="about", body=body("من نحن", "ماذا نفعل", "اتصل بنا"))

    assert len(contents(read(client, "/about/"))) == 3


def test_a_heading_of_an_editor_never_takes_the_address_of_a_part_of_the_page(client, tree):
    document = tree.document(body=body("Sources", "Facts", "Versions"))

    ids = [node["id"] for node in read(client, document.url).select("[id]")]

    assert len(ids) == len(set(ids))


def test_the_overview_lists_its_sections(client, tree):
    tree.theme()
    tree.meeting()
    tree.document()
    tree.home.contact = body("Secretariat")
    tree.home.save()

    names = list(contents(read(client, tree.home.url)))

    assert {"Current focus", "Meetings", "Documents", "Members", "Contact information"} <= set(names)


@pytest.mark.parametrize(
    ("heading", "listed"),
    [
        ('<h2 id="a">Past <span class="count">41</span></h2>', ["Past"]),
        ('<h2 id="a" class="unseen">Facts</h2>', []),
        ('<h2 id="a"><a href="/x/">Meetings</a></h2>', ["Meetings"]),
        ("<h3 id='a'>Lower</h3>", []),
    ],
)
def test_headings_are_listed_as_they_are_read(heading, listed):
    source = (
        '{% load mme_contents %}{% sections as text %}{{ html }}<h2 id="b">B</h2><h2 id="c">C</h2><h2 id="d">D</h2>'
    )
    context = Context({"html": heading}, autoescape=False)
    Template(source + "{% endsections %}").render(context)

    assert [name for _anchor, name, _is_by_editor in context["text"].links] == [*listed, "B", "C", "D"]


def test_sections_without_a_name_are_refused():
    with pytest.raises(TemplateSyntaxError):
        Template("{% load mme_contents %}{% sections %}{% endsections %}")
