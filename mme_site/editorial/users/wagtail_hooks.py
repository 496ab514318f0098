"""Where the guide tells of people and their roles, and where Wagtail asks for rights that it would not."""

from wagtail import hooks

from mme_site.editorial.users import object_access


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    return {
        "wagtailusers_groups:edit": "What you may do, by your role",
        "wagtailusers_users:edit": "What you may do, by your role",
    }


hooks.register("construct_page_chooser_queryset", object_access.narrow_chooser)
hooks.register("before_move_page", object_access.refuse_move)
hooks.register("construct_admin_api", object_access.narrow_api, order=1)  # after Wagtail's own, which they replace
