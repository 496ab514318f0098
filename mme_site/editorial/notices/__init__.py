"""What the admin shows of schedules where people are anyway: on every page, on its first page, in its lists."""
