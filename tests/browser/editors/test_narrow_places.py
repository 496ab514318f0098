"""In narrow places everything is in sight, and a date stays as it was typed."""

import re

import pytest
from playwright.sync_api import expect

# The fields, and the cells of lists, that end beside the window or below an open side panel.
OUT_OF_SIGHT = """() => {
  const side = document.querySelector('.form-side--open');
  const box = side && innerWidth > 800 ? side.getBoundingClientRect() : null;
  const isBackwards = document.documentElement.dir === 'rtl';
  const [least, most] = isBackwards ? [box ? box.right : 0, innerWidth] : [0, box ? box.left : innerWidth];
  const fields = '.w-field__input :is(input:not([type=hidden]), select, textarea)';
  return [...document.querySelectorAll(`#main :is(${fields}, .listing td)`)]
    .filter((field) => {
      const at = field.getBoundingClientRect();
      return at.width && (at.left < least - 1 || at.right > most + 1);
    })
    .map((field) => field.id || field.className);
}"""

HEADING_IS_CUT = """() => {
  const heading = document.querySelector('.w-slim-header .w-breadcrumbs');
  return heading.scrollWidth > heading.clientWidth + 1;
}"""


@pytest.mark.parametrize("name", ["admin", "claire", "nachir"])  # in English, French and Arabic
def test_nothing_is_out_of_sight_beside_a_side_panel_or_on_a_telephone(signed_in, name):
    editor = signed_in(name)
    editor.goto("/admin/meetings/?q=4th+EU-Africa")
    editor.locator("#listing-results td.title a", has_text="4th EU-Africa Summit").first.click()
    toggle = editor.locator("[data-side-panel-toggle=status]")
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()
    assert editor.evaluate(OUT_OF_SIGHT) == []

    editor.set_viewport_size({"width": 400, "height": 800})
    for address in ("/admin/meetings/", "/admin/reports/aging-pages/", "/admin/snippets/members/member/"):
        editor.goto(address)
        assert editor.evaluate(OUT_OF_SIGHT) == []
        assert not editor.evaluate(HEADING_IS_CUT), address
        assert editor.evaluate("document.documentElement.scrollWidth") <= 400


def test_a_typed_date_stays_as_it_was_typed_and_the_calendar_opens_when_asked(editor):
    complaints = []
    editor.on("pageerror", lambda error: complaints.append(str(error)))
    editor.goto("/admin/pages/")
    editor.get_by_role("link", name=re.compile("Explore child pages of 'Africa-EU")).click()
    editor.get_by_role("link", name="Explore child pages of 'Meetings'").click()
    editor.get_by_role("link", name="Add child page").click()
    day, time, calendar = (
        editor.get_by_label("First day"),
        editor.get_by_label("Begins at"),
        editor.locator(".xdsoft_datetimepicker:visible"),
    )

    for field, typed in ((day, "31 March 2027"), (day, "2027-02-30"), (day, "05/06/2027"), (time, "930")):
        field.focus()
        field.press_sequentially(typed)
        field.press("Tab")
        expect(calendar).to_have_count(0)
        expect(field).to_have_value(typed)
        field.fill("")
    day.click()
    expect(calendar).to_have_count(1)
    editor.goto("/admin/account/")
    editor.get_by_label("Current time zone").or_(editor.get_by_label(re.compile("time zone", re.I))).first.wait_for()
    assert complaints == []
