"""Templates and style sheets keep to the house: every word translatable, nothing inline, no left and right."""

from pathlib import Path

import pytest

from tests.project.architecture import KNOWS, ROOT, modules
from tests.project.template_lint import faults_of_module, faults_of_style_sheet, faults_of_template

# The search of the exported site runs from a disk, where browsers load no module and nobody sends a policy.
FROM_A_DISK = Path("mme_site/opendata/templates/opendata/offline_search.html")


def files(ending):
    """Return every file of the rooms with an ending."""
    return sorted(path.relative_to(ROOT) for room in KNOWS for path in (ROOT / room).rglob(f"*.{ending}"))


def faults(paths, read):
    """Return what a reader finds in these files, each with its file."""
    return [f"{path}: {fault}" for path in paths for fault in read((ROOT / path).read_text(encoding="utf-8"))]


def test_every_template_keeps_to_the_house():
    templates = files("html")

    assert len(templates) > 40
    assert faults([path for path in templates if path != FROM_A_DISK], faults_of_template) == []


def test_every_style_sheet_knows_no_left_and_right():
    sheets = files("css")

    assert sheets
    assert faults(sheets, faults_of_style_sheet) == []


def test_no_module_writes_a_date_in_one_language_only():
    assert faults(modules(), faults_of_module) == []


# The reader proves itself


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("<p>Upcoming meetings</p>", "not translated: 'Upcoming meetings'"),
        ("<p>القمة</p>", "not translated: 'القمة'"),
        ('<img alt="A photograph" src="/a.png">', "not translated: 'A photograph'"),
        ('<nav aria-label="Main">', "not translated: 'Main'"),
        ('<input placeholder="Search">', "not translated: 'Search'"),
        ('{{ page.date|default:"not stated" }}', "not translated: 'not stated'"),
        ('{% if a %}Yes, indeed{% else %}{% translate "No" %}{% endif %}', "not translated: 'Yes, indeed'"),
        ('{% translate "Page" %} of the list', "not translated: 'of the list'"),
        ("{{ page.body|safe }}", "'|safe' in {{ page.body|safe }}"),
        ("{{ page.body | safe }}", "'|safe' in {{ page.body | safe }}"),
        ("{% filter upper|safe %}{% endfilter %}", "'|safe' in {% filter upper|safe %}"),
        ("{% autoescape off %}{{ body }}{% endautoescape %}", "autoescape off"),
        ('<p style="color: red">', "inline style on <p>"),
        ('<p {% if a %}style="color: red"{% endif %}>', "inline style on <p>"),
        ('<button onclick="go()">', "onclick on <button>"),
        ("<script>go()</script>", "<script> without nonce"),
        ('<script src="/a.js"></script>', "<script> without nonce"),
        ('<script type="module">go()</script>', "<script> without nonce"),
        ('<script type="module" src="//cdn.example/a.js"></script>', "<script> without nonce"),
        ("<style>p { color: red }</style>", "<style> in a page"),
        ("{{ place }}, {{ day }}", "a sign of one language: '}},'"),
        ("<b>{{ label }}</b>: {{ value }}", "a sign of one language: '</b>:'"),
        ('{% translate "Title" %}: {{ title }}', "a sign of one language: '%}:'"),
        ("<span>: {{ title }}</span>", "a sign of one language: '>:'"),
    ],
)
def test_a_fault_of_a_template_is_found(template, fault):
    assert fault in faults_of_template(template)


@pytest.mark.parametrize(
    "template",
    [
        '<p>{% translate "Upcoming meetings" %}</p>',
        "<p>{% blocktranslate trimmed %}Upcoming meetings{% endblocktranslate %}</p>",
        "{% blocktranslate count n=n %}{{ n }} meeting{% plural %}{{ n }} meetings{% endblocktranslate %}",
        '<nav aria-label="{% translate "Main" %}">',
        '<img alt="" src="/a.png">',
        "{# a remark for those who read the template #}",
        "{% comment %}Words{% endcomment %}<!-- Words -->",
        '{{ page.date|default:"–" }} · {{ page.number }}',
        '<time datetime="{{ date|date:"Y-m-d" }}">{{ date|on_day }}</time>',
        '<a class="onward" href="/x/" rel="next" lang="fr">{{ title }}</a>',
        "{{ safe }} {{ page.safe_title }}",
        "{{ label }}{% colon %}{{ place }}{% comma %}{{ day }}",
        "{% blocktranslate %}{{ place }}, {{ day }}{% endblocktranslate %}",
        '<script nonce="{{ request.csp_nonce }}">go()</script>',
        '<script type="module" src="{% static "a.js" %}"></script>',
        "<p>SHA-256 <code>{{ file.sha256 }}</code></p>",
    ],
)
def test_a_template_that_keeps_to_the_house_is_left_alone(template):
    assert faults_of_template(template) == []


@pytest.mark.parametrize(
    "css",
    [
        "p { margin-left: 1rem }",
        "p{padding-right:1rem}",
        "p { border-left: 1px solid }",
        "p { border-left-color: red }",
        "p { left: 0 }",
        "p { top: 0 }",
        "p { text-align: left }",
        "p { float: right }",
        "p { width: 10rem }",
        "p { max-height: 10rem }",
        "p { border-top-left-radius: 4px }",
        "p { margin: 0 1rem 0 2rem }",
        "p { padding: 0 calc(1rem + 2px) 0 var(--space) }",
        "@media (min-width: 40rem) { p { left: 0 } }",
        "p { overflow-x: auto }",
    ],
)
def test_a_physical_property_is_found(css):
    assert faults_of_style_sheet(css) != []


@pytest.mark.parametrize(
    "css",
    [
        "p { margin-inline-start: 1rem; padding-block: 0 1rem; inset-inline-end: 0 }",
        "p { text-align: start; border-inline-start-width: 2px }",
        "p { margin: 0 1rem; padding: 0 1rem 2rem 1rem }",
        "@media (min-width: 40rem) and (max-width: 90rem) { p { inline-size: 10rem } }",
        "/* left: of this comment */",
        "p { grid-template-columns: 1fr 1fr; line-height: 1.5; stroke-width: 2px; border-width: 0 2px 2px 0 }",
        ".left:hover { color: red }",
        "p { background: linear-gradient(to right, red 50%, blue 50%) }",
    ],
)
def test_a_logical_property_is_left_alone(css):
    assert faults_of_style_sheet(css) == []


def test_a_date_in_one_language_only_is_found():
    assert faults_of_module("text = day.strftime('%d %B %Y')") == ["strftime"]
