"""A list of what the site is made of, for those who watch for weaknesses."""

import datetime
import json
import re
import tomllib
import uuid

from django.conf import settings
from django.core.management.base import BaseCommand

PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)[^\n]*\n((?:    --hash=sha256:[0-9a-f]{64}.*\n)+)", re.M)


class Command(BaseCommand):
    help = "Print the software bill of materials of requirements.txt, in CycloneDX 1.6 (JSON)."
    requires_system_checks = []

    def handle(self, **options):
        self.stdout.write(json.dumps(bill_of_materials(), indent=1))


def bill_of_materials():
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (settings.BASE_DIR / "requirements.txt").read_text(encoding="utf-8")
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, text)}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "component": {"type": "application", "name": project["name"], "version": project["version"]},
        },
        "components": [component(*found.groups()) for found in PINNED.finditer(text)],
    }


def component(name, version, hashes):
    """Return one package; each hash is of one of its files."""
    purl = f"pkg:pypi/{name.lower().replace('_', '-')}@{version}"
    sums = [{"alg": "SHA-256", "content": found} for found in re.findall("[0-9a-f]{64}", hashes)]
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "externalReferences": [{"type": "distribution", "url": f"https://pypi.org/project/{name}/", "hashes": sums}],
    }
