SELECT "wagtailcore_site".6 columns, "wagtailcore_page".29 columns, "wagtailcore_locale"."id", "wagtailcore_locale"."language_code"
  FROM "wagtailcore_site"
  INNER JOIN "wagtailcore_page" ON ("wagtailcore_site"."root_page_id" = "wagtailcore_page"."id")
  INNER JOIN "wagtailcore_locale" ON ("wagtailcore_page"."locale_id" = "wagtailcore_locale"."id")
  ORDER BY "wagtailcore_page"."url_path" DESC, "wagtailcore_site"."is_default_site" DESC, "wagtailcore_site"."hostname" ASC

SELECT "wagtailcore_page".29 columns, "wagtailcore_locale"."id", "wagtailcore_locale"."language_code"
  FROM "wagtailcore_page"
  INNER JOIN "wagtailcore_locale" ON ("wagtailcore_page"."locale_id" = "wagtailcore_locale"."id")
  WHERE "wagtailcore_page"."translation_key" = ?
  ORDER BY "wagtailcore_page"."path" ASC

SELECT "wagtailcore_page".29 columns, "wagtailcore_locale"."id", "wagtailcore_locale"."language_code"
  FROM "wagtailcore_page"
  INNER JOIN "wagtailcore_locale" ON ("wagtailcore_page"."locale_id" = "wagtailcore_locale"."id")
  WHERE "wagtailcore_page"."translation_key" = ?
  ORDER BY "wagtailcore_page"."path" ASC

SELECT "wagtailcore_page"."url_path" AS "url_path", "wagtailcore_page"."id" AS "pk", "wagtailcore_page"."content_type_id" AS "content_type_id"
  FROM "wagtailcore_page"
  WHERE ("wagtailcore_page"."path" LIKE ? ESCAPE ?
  AND "wagtailcore_page"."depth" >= ?
  AND NOT ("wagtailcore_page"."id" = ?)
  AND "wagtailcore_page"."depth" = ?)
  ORDER BY "wagtailcore_page"."path" ASC

SELECT "wagtailcore_page".29 columns, "members_memberindexpage".4 columns, "wagtailcore_locale"."id", "wagtailcore_locale"."language_code", "django_content_type"."id", "django_content_type"."app_label", "django_content_type"."model"
  FROM "members_memberindexpage"
  INNER JOIN "wagtailcore_page" ON ("members_memberindexpage"."page_ptr_id" = "wagtailcore_page"."id")
  INNER JOIN "wagtailcore_locale" ON ("wagtailcore_page"."locale_id" = "wagtailcore_locale"."id")
  INNER JOIN "django_content_type" ON ("wagtailcore_page"."content_type_id" = "django_content_type"."id")
  WHERE "members_memberindexpage"."page_ptr_id" = ?
  ORDER BY "wagtailcore_page"."path" ASC
  LIMIT ?

SELECT "wagtailcore_page"."id", "wagtailcore_page"."alias_of_id"
  FROM "wagtailcore_page"
  WHERE ("wagtailcore_page"."path" IN (?)
  AND NOT ("wagtailcore_page"."id" = ?))
  ORDER BY "wagtailcore_page"."path" ASC

SELECT "wagtailcore_pageviewrestriction".4 columns
  FROM "wagtailcore_pageviewrestriction"
  WHERE "wagtailcore_pageviewrestriction"."page_id" IN (?)

SELECT "members_member".18 columns
  FROM "members_member"
  ORDER BY "members_member"."name_en" COLLATE "und-x-icu" ASC

SELECT "members_membershipperiod".15 columns, "members_body".8 columns
  FROM "members_membershipperiod"
  INNER JOIN "members_body" ON ("members_membershipperiod"."body_id" = "members_body"."id")
  WHERE "members_membershipperiod"."member_id" IN (?)
  ORDER BY "members_membershipperiod"."from_date" ASC, "members_membershipperiod"."sort_order" ASC

SELECT "members_suspension".16 columns, "members_body".8 columns
  FROM "members_suspension"
  INNER JOIN "members_body" ON ("members_suspension"."body_id" = "members_body"."id")
  WHERE "members_suspension"."member_id" IN (?)
  ORDER BY "members_suspension"."from_date" ASC, "members_suspension"."sort_order" ASC

SELECT "members_formername".14 columns
  FROM "members_formername"
  WHERE "members_formername"."member_id" IN (?)
  ORDER BY "members_formername"."from_date" ASC, "members_formername"."sort_order" ASC

SELECT "members_body".8 columns
  FROM "members_body"
  INNER JOIN "members_memberindexpage_bodies" ON ("members_body"."id" = "members_memberindexpage_bodies"."body_id")
  WHERE "members_memberindexpage_bodies"."memberindexpage_id" = ?
  ORDER BY "members_body"."code" ASC

SELECT "wagtailcore_page".7 columns
  FROM "wagtailcore_page"
  WHERE ("wagtailcore_page"."live"
  AND "wagtailcore_page"."path" IN (?))
  ORDER BY "wagtailcore_page"."depth" ASC

SELECT "wagtailcore_page".5 columns, "meetings_meetingpage".8 columns
  FROM "meetings_meetingpage"
  INNER JOIN "wagtailcore_page" ON ("meetings_meetingpage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE ("wagtailcore_page"."live"
  AND "wagtailcore_page"."path" LIKE ? ESCAPE ?
  AND "meetings_meetingpage"."host_id" = ?
  AND NOT ("meetings_meetingpage"."status" IN (?)))
  ORDER BY "meetings_meetingpage"."start_date" DESC NULLS LAST, "wagtailcore_page"."title" ASC
  LIMIT ?

SELECT "meetings_kind".6 columns
  FROM "meetings_kind"
  ORDER BY "meetings_kind"."of" ASC, "meetings_kind"."sort_order" ASC, "meetings_kind"."name_en" ASC
