"""What the publisher does with a release whose hour has come."""

from typing import Literal

from mme_site.publishing.reasons import Reason
from mme_site.publishing.releases.carrying_out import carry_out
from mme_site.publishing.releases.release import Release
from mme_site.publishing.schedule import Schedule, ScheduleStatus
from mme_site.publishing.time_limit import seconds_of_a_release, time_limit


def publish_release(schedule: Schedule) -> Literal["PUBLISHED", "GONE"]:
    """Carry out the release of a schedule.

    Raises CannotPublish, TryAgainSoon, and what the database raises: the caller's transaction then takes
    everything back.
    """
    release = Release.objects.select_for_update(of=("self",)).open().filter(pk=schedule.object_id).first()
    if release is None or release.due_at != schedule.due_at:
        schedule.end(ScheduleStatus.CANCELLED, Reason.RELEASE_CHANGED)
        return "GONE"
    # Ended first, as that of one revision is; taken back with it.
    schedule.end(ScheduleStatus.DONE)
    with time_limit(seconds_of_a_release()):
        carry_out(release, schedule.scheduled_by)
    return "PUBLISHED"
