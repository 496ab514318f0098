"""What the worker does for the caches in front of the site, and what the site needs before visitors come."""

from django.core.management.base import BaseCommand
from wagtail import hooks

from mme_site.delivery import purging, static_files

hooks.register("worker_services", purging.purging)
hooks.register("register_ready_checks", static_files.reason_not_ready)


@hooks.register("after_worker_once")
def purge_caches_once(command: BaseCommand) -> None:
    """Tell the caches in front, whatever has changed since the last time; what is done is done without them."""
    try:
        caches = purging.purge_once()
    except OSError as error:
        command.stderr.write(f"A cache in front of the site does not forget what has changed: {error}")
        return
    if caches:
        command.stdout.write(f"{caches} caches told.")
