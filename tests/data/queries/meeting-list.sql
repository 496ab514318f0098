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

SELECT "wagtailcore_page".29 columns, "meetings_meetingindexpage"."page_ptr_id", "meetings_meetingindexpage"."summary", "meetings_meetingindexpage"."body", "wagtailcore_locale"."id", "wagtailcore_locale"."language_code", "django_content_type"."id", "django_content_type"."app_label", "django_content_type"."model"
  FROM "meetings_meetingindexpage"
  INNER JOIN "wagtailcore_page" ON ("meetings_meetingindexpage"."page_ptr_id" = "wagtailcore_page"."id")
  INNER JOIN "wagtailcore_locale" ON ("wagtailcore_page"."locale_id" = "wagtailcore_locale"."id")
  INNER JOIN "django_content_type" ON ("wagtailcore_page"."content_type_id" = "django_content_type"."id")
  WHERE "meetings_meetingindexpage"."page_ptr_id" = ?
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

SELECT "meetings_meetingpage"."series_id" AS "series", "meetings_meetingpage"."status" AS "status", MIN("meetings_meetingpage"."start_date") AS "first", MAX("meetings_meetingpage"."end_date") AS "last"
  FROM "meetings_meetingpage"
  WHERE EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = ("meetings_meetingpage"."page_ptr_id")
  AND U0."live")
  LIMIT ?)
  GROUP BY ?, ?

SELECT "wagtailcore_page".4 columns, "meetings_themepage"."page_ptr_id"
  FROM "meetings_themepage"
  INNER JOIN "wagtailcore_page" ON ("meetings_themepage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE ("wagtailcore_page"."live"
  AND EXISTS(SELECT ? AS "a"
  FROM "meetings_meetingpage_themes" V0
  WHERE (EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."meetingpage_id")
  AND U0."live")
  LIMIT ?)
  AND V0."themepage_id" = ("meetings_themepage"."page_ptr_id"))
  LIMIT ?))
  ORDER BY "wagtailcore_page"."path" ASC

SELECT "meetings_meetingseries".4 columns
  FROM "meetings_meetingseries"
  WHERE "meetings_meetingseries"."id" IN (?)
  ORDER BY "meetings_meetingseries"."name_en" COLLATE "und-x-icu" ASC

SELECT COUNT(*) AS "__count"
  FROM "meetings_meetingpage"
  WHERE (EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = ("meetings_meetingpage"."page_ptr_id")
  AND U0."live")
  LIMIT ?)
  AND "meetings_meetingpage"."end_date" < ?
  AND "meetings_meetingpage"."start_date" < ?)

SELECT "wagtailcore_page".7 columns
  FROM "wagtailcore_page"
  WHERE ("wagtailcore_page"."live"
  AND "wagtailcore_page"."path" IN (?))
  ORDER BY "wagtailcore_page"."depth" ASC

SELECT "wagtailcore_page".29 columns
  FROM "wagtailcore_page"
  WHERE "wagtailcore_page"."path" = ?
  LIMIT ?

SELECT "taking_down_takendown".15 columns, "wagtailcore_page".29 columns
  FROM "taking_down_takendown"
  LEFT OUTER JOIN "wagtailcore_page" ON ("taking_down_takendown"."page_id" = "wagtailcore_page"."id")
  WHERE (NOT "taking_down_takendown"."is_planned"
  AND "taking_down_takendown"."content" IS NOT NULL
  AND "taking_down_takendown"."why" = ?
  AND NOT (EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_pageviewrestriction" U0
  INNER JOIN "wagtailcore_page" U1 ON (U0."page_id" = U1."id")
  LEFT OUTER JOIN "wagtailcore_page" U2 ON (U1."id" = U2."alias_of_id")
  WHERE (U1."path" = (SUBSTR("wagtailcore_page"."path", ?, LENGTH(U1."path")))
  OR U2."path" = (SUBSTR("wagtailcore_page"."path", ?, LENGTH(U2."path"))))
  LIMIT ?)))
  ORDER BY "taking_down_takendown"."taken_down_on" DESC, "taking_down_takendown"."id" DESC

SELECT "meetings_kind".6 columns
  FROM "meetings_kind"
  ORDER BY "meetings_kind"."of" ASC, "meetings_kind"."sort_order" ASC, "meetings_kind"."name_en" ASC

SELECT "wagtailcore_page".5 columns, "meetings_meetingpage".8 columns
  FROM "meetings_meetingpage"
  INNER JOIN "wagtailcore_page" ON ("meetings_meetingpage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE (EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = ("meetings_meetingpage"."page_ptr_id")
  AND U0."live")
  LIMIT ?)
  AND ("meetings_meetingpage"."end_date" >= ?
  OR "meetings_meetingpage"."start_date" IS NULL))
  ORDER BY "meetings_meetingpage"."start_date" ASC NULLS LAST, "wagtailcore_page"."title" ASC
  LIMIT ?

SELECT "wagtailcore_page".5 columns, "meetings_meetingpage".8 columns
  FROM "meetings_meetingpage"
  INNER JOIN "wagtailcore_page" ON ("meetings_meetingpage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE (EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = ("meetings_meetingpage"."page_ptr_id")
  AND U0."live")
  LIMIT ?)
  AND "meetings_meetingpage"."end_date" < ?
  AND "meetings_meetingpage"."start_date" < ?)
  ORDER BY "meetings_meetingpage"."start_date" DESC NULLS LAST, "wagtailcore_page"."title" ASC
  LIMIT ?

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
