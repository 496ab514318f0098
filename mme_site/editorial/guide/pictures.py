"""Pictures and other languages of the guide: on a code host beside it, in the admin at addresses of their own."""

import re

from django.conf import settings
from django.urls import reverse
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from PIL import Image

BESIDE_THE_GUIDE = "screenshots/admin/"
FOLDER = settings.BASE_DIR / "docs" / BESIDE_THE_GUIDE
OTHER_LANGUAGE = re.compile(r"EDITORS(?:\.([a-z]{2,3}))?\.md")


def pictures():
    """Return the path of each picture by its name, the file's without .png."""
    return {path.stem: path for path in FOLDER.glob("*.png")}


class ServedByTheAdmin(Treeprocessor):
    """Gives other languages and pictures their addresses, and pictures their size, so that nothing moves."""

    def run(self, root):
        for link in root.iter("a"):
            if guide := OTHER_LANGUAGE.fullmatch(link.get("href", "")):
                link.set("href", f"?in={guide[1] or 'en'}")
        found = pictures()
        for element in root.iter("img"):
            name = element.get("src").removeprefix(BESIDE_THE_GUIDE).removesuffix(".png")
            if name not in found:
                continue
            with Image.open(found[name]) as image:
                width, height = image.size
            element.set("src", reverse("editors_guide_picture", args=[name]))
            element.set("width", str(width))
            element.set("height", str(height))
            element.set("loading", "lazy")


class Pictures(Extension):
    def extendMarkdown(self, md):
        # After the inline patterns (20), which make the elements.
        md.treeprocessors.register(ServedByTheAdmin(md), "served_by_the_admin", 15)
