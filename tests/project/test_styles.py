"""Style sheets are sound: they are read without an error, in layers, with tokens, and load nothing more."""

import pytest

from tests.project.style_lint import faults_of_style, style_sheets_of_readers


def test_every_style_sheet_keeps_to_the_house():
    sheets = style_sheets_of_readers()

    assert sheets
    assert {path.name: faults for path in sheets if (faults := faults_of_style(path.read_text(encoding="utf-8")))} == {}


@pytest.mark.parametrize(
    ("css", "fault"),
    [
        ("p { color red }", "EOF reached"),
        ("p { color: var(--ink) } }", "EOF reached"),
        ("p { color: #fff }", "a colour that is no token in color: #fff"),
        ("p { border: 1px solid rgb(0 0 0 / .5) }", "a colour that is no token in border"),
        ("p { margin: 0 !important }", "!important in margin"),
        ("#main { margin: 0 }", "an id in the selector #main"),
        ("p { color: var(--ink) }", "--ink is used and nowhere set"),
        (":root { --ink: #000 }", "--ink is set and nowhere used"),
        ("@layer base; @layer bases { p { margin: 0 } }", "layer bases has no place"),
        ("p { margin: 0 }" * 7, "7 rules stand outside of the layers"),
        ("@import 'other.css';", "@import loads more"),
        ("@font-face { font-family: A; src: url(a.woff2) }", "@font-face loads more"),
        ("p { background: url('/photo.jpg') }", "background loads a file"),
        ("@media print { @supports (gap: 0) { p { color: #fff } } }", "a colour that is no token"),
    ],
)
def test_what_is_wrong_with_a_style_sheet_is_found(css, fault):
    assert [found for found in faults_of_style(css) if fault in found]


@pytest.mark.parametrize(
    "css",
    [
        "/* one */ :root { --ink: #000 } p { color: var(--ink) }",
        "@layer base, print; @layer base { p { margin: 0 } } @layer print { @media print { p { color: #000 } } }",
        "p { color: CanvasText; background: transparent; fill: url(#hatching) }",
        "@media (width > 40rem) { p { margin: 0 } p { a:hover { margin: 0 } } }",
        "p { mask-image: linear-gradient(to left, #000, transparent) }",
    ],
)
def test_a_style_sheet_that_keeps_to_the_house_is_left_alone(css):
    assert faults_of_style(css) == []
