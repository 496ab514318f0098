"""Makes the pictures that stand for pages where they are shared, of the site's own drawings: PNG, 1200 x 630."""

import io

from PIL import Image

from tests.project.architecture import ROOT

SIZE = {"width": 1200, "height": 630}  # what those who show shared pages ask for
DRAWINGS = ROOT / "meetings" / "static" / "drawings"
MARK = ROOT / "mme_site" / "core" / "static" / "mark.svg"
COLOURS = 64  # of drawings of four colours; a picture is a tenth of its size with them
PAGE = """<style>
body {{ margin: 0; block-size: 630px; display: grid; place-items: center; background: #f6f6f2; }}
body::before {{ content: ""; position: fixed; inset: 0 0 auto; block-size: 24px;
  background: repeating-linear-gradient(90deg,
    #c8682c 0 66px, #f6f6f2 66px 72px, #6d7ddb 72px 138px, #f6f6f2 138px 144px); }}
svg {{ inline-size: 640px; block-size: auto; }}
</style>{drawing}"""


def take(browser):
    """Make the picture of each drawing, and of the mark for what has none; yield their paths."""
    page = browser.new_page(viewport=SIZE, color_scheme="light")
    paths = [(path, path.with_suffix(".png")) for path in sorted(DRAWINGS.glob("*.svg"))]
    for drawing, path in [*paths, (MARK, MARK.with_name("shared.png"))]:
        page.set_content(PAGE.format(drawing=drawing.read_text(encoding="utf-8")))
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        picture.quantize(COLOURS).save(path, optimize=True)
        yield path
    page.close()
