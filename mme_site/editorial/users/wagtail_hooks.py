"""Where the guide tells of people and their roles."""

from wagtail import hooks


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    return {
        "wagtailusers_groups:edit": "What you may do, by your role",
        "wagtailusers_users:edit": "What you may do, by your role",
    }
