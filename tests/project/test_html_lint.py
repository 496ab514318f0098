"""The reader of pages proves itself: it finds what is wrong and leaves alone what is right."""

import pytest

from tests.project.html_lint import faults_of_page


def page(body):
    """Return a whole page with this content."""
    return f'<!DOCTYPE html><html lang="en"><head><title>A page</title></head><body>{body}</body></html>'


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p><div>A block</div></p>", "unexpected-end-tag"),
        ('<p class="a" class="b">Twice</p>', "duplicate-attribute"),
        ("<div/>", "non-void-element-with-trailing-solidus"),
        ("<b><i>Crossed</b></i>", "adoption-agency"),
        ("<table><p>Thrown out</p></table>", "table-voodoo"),
        ("<p>&nosuch;</p>", "expected-named-entity"),
        ('<p id="a">1</p><p id="a">2</p>', "id 'a' stands 2 times"),
        ('<section aria-labelledby="b"></section>', "aria-labelledby='b' names no id"),
        ('<label for="c">Name</label>', "for='c' names no id"),
        ('<a href="#d">On</a>', "href='d' names no id"),
        ("<span><ul><li>1</li></ul></span>", "<ul> in <span>"),
        ("<h2><div>1</div></h2>", "<div> in <h2>"),
        ('<a href="/"><button>Go</button></a>', "<button> in <a>"),
        ("<ul><a>1</a></ul>", "<a> in <ul>"),
        ("<dl><p>1</p></dl>", "<p> in <dl>"),
        ("<center>1</center>", "<center> is obsolete"),
        ('<img src="/a.png" width="1" height="1">', "alt of a picture is missing"),
        ('<img src="/a.png" alt="">', "width of a picture is missing"),
        ("<p>المغرب</p>", "a text without its language: 'المغرب'"),
        ('<p lang="ar">The declaration of the third summit</p>', "a text without its language: 'The declaration"),
        ('<p lang="fr">المغرب</p>', "a text without its language: 'المغرب'"),
    ],
)
def test_what_is_wrong_with_a_page_is_found(body, fault):
    assert [found for found in faults_of_page(page(body)) if fault in found]


@pytest.mark.parametrize(
    "body",
    [
        '<p>A line with <a href="/?a=1&amp;b=2">a link</a>, <b>bold</b><br>and a break.</p>',
        '<section aria-labelledby="a"><h2 id="a">Heading</h2></section>',
        '<label>Name <input name="n"></label><label for="i">Name</label><input id="i">',
        '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>',
        "<dl><div><dt>Term</dt><dd><ul><li>1</li></ul></dd></div></dl>",
        '<details><summary>More</summary><ul><li><a href="/">1</a></li></ul></details>',
        '<img src="/a.png" alt="" width="1" height="1">',
        '<p lang="ar"><b>المغرب</b></p><p>Arabic: <span lang="ar">المغرب</span></p>',
        '<p lang="ar">شراكة MME <span lang="en">The declaration of the third summit</span></p>',
        '<a href="/"><div>A card</div></a><a href="#">Up</a>',
    ],
)
def test_a_page_that_is_right_is_left_alone(body):
    assert faults_of_page(page(body)) == []


def test_a_page_without_a_doctype_is_found():
    assert "doctype" in faults_of_page("<p>No doctype</p>")[0]
