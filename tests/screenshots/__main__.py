"""Takes the pictures of README.md and docs/EDITORS.md from a site with the shipped content; makes those for sharing."""

import tempfile
from pathlib import Path

from tests.browser.site import running_browser, running_site
from tests.screenshots import admin, public, shared


def main():
    with (
        tempfile.TemporaryDirectory() as folder,
        running_site(Path(folder)) as site,
        running_browser() as browser,
    ):
        for path in shared.take(browser):
            print(path, flush=True)
        for take in (public.take, admin.take):  # the second changes what the first shows
            for path in take(browser, site):
                print(path, flush=True)


if __name__ == "__main__":
    main()
