"""The pictures of the guide: on a code host at an address beside the guide, in the admin at one of its own."""

from django.conf import settings
from django.urls import reverse
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from PIL import Image

BESIDE_THE_GUIDE = "screenshots/admin/"
FOLDER = settings.BASE_DIR / "docs" / BESIDE_THE_GUIDE


def pictures():
    """Return the path of each picture by its name, the file's without .png."""
    return {path.stem: path for path in FOLDER.glob("*.png")}


class ServedByTheAdmin(Treeprocessor):
    """Gives the pictures their address in the admin, and their size, so that nothing moves when they come."""

    def run(self, root):
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
