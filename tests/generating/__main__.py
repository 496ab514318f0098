"""Runs the command with the settings of a developer, unless others are named."""

import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mme_site.settings.dev")
    django.setup()
    from tests.generating.command import Command

    Command().run_from_argv(["python -m", "tests.generating", *sys.argv[1:]])
