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

SELECT "members_body".9 columns IN (SELECT U0."id" AS "pk"
  FROM "members_body" U0
  INNER JOIN "members_memberindexpage_bodies" U1 ON (U0."id" = U1."body_id")
  WHERE U1."memberindexpage_id" = ?) AS "is_counted"
  FROM "members_body"
  WHERE ("members_body"."id" IN (SELECT U0."id" AS "pk"
  FROM "members_body" U0
  INNER JOIN "members_memberindexpage_bodies" U1 ON (U0."id" = U1."body_id")
  WHERE U1."memberindexpage_id" = ?)
  OR "members_body"."kind" = ?)
  ORDER BY "members_body"."code" ASC

SELECT "wagtailcore_page".7 columns
  FROM "wagtailcore_page"
  WHERE ("wagtailcore_page"."live"
  AND "wagtailcore_page"."path" IN (?))
  ORDER BY "wagtailcore_page"."depth" ASC

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

SELECT "core_correction".5 columns
  FROM "core_correction"
  WHERE "core_correction"."page_id" = ?
  ORDER BY "core_correction"."sort_order" ASC

SELECT "core_source".8 columns
  FROM "core_source"
  WHERE "core_source"."page_id" = ?
  ORDER BY "core_source"."sort_order" ASC
