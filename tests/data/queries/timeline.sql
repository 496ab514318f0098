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

SELECT "wagtailcore_page".7 columns
  FROM "wagtailcore_page"
  WHERE ("wagtailcore_page"."live"
  AND "wagtailcore_page"."path" IN (?))
  ORDER BY "wagtailcore_page"."depth" ASC

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

SELECT "wagtailcore_page".4 columns, "meetings_themepage"."page_ptr_id"
  FROM "meetings_themepage"
  INNER JOIN "wagtailcore_page" ON ("meetings_themepage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE ("wagtailcore_page"."live"
  AND "wagtailcore_page"."path" LIKE ? ESCAPE ?)
  ORDER BY "wagtailcore_page"."path" ASC

SELECT "meetings_meetingpage"."page_ptr_id" AS "pk", "meetings_meetingpage"."start_date" AS "start_date", "wagtailcore_page"."title" AS "title"
  FROM "meetings_meetingpage"
  INNER JOIN "wagtailcore_page" ON ("meetings_meetingpage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE (EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = ("meetings_meetingpage"."page_ptr_id")
  AND U0."live")
  LIMIT ?)
  AND "meetings_meetingpage"."start_date" IS NOT NULL)
  ORDER BY "wagtailcore_page"."path" ASC

SELECT "meetings_documentpage"."page_ptr_id" AS "pk", "meetings_documentpage"."date" AS "date", "wagtailcore_page"."title" AS "title", "meetings_documentpage"."meeting_id" AS "meeting"
  FROM "meetings_documentpage"
  INNER JOIN "wagtailcore_page" ON ("meetings_documentpage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE ("wagtailcore_page"."live"
  AND "wagtailcore_page"."path" LIKE ? ESCAPE ?
  AND "meetings_documentpage"."date" IS NOT NULL)
  ORDER BY "wagtailcore_page"."path" ASC

SELECT "wagtailcore_page".5 columns, "meetings_meetingpage".9 columns, "meetings_meetingseries".4 columns
  FROM "meetings_meetingpage"
  INNER JOIN "wagtailcore_page" ON ("meetings_meetingpage"."page_ptr_id" = "wagtailcore_page"."id")
  LEFT OUTER JOIN "meetings_meetingseries" ON ("meetings_meetingpage"."series_id" = "meetings_meetingseries"."id")
  WHERE (EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = ("meetings_meetingpage"."page_ptr_id")
  AND U0."live")
  LIMIT ?)
  AND "meetings_meetingpage"."start_date" IS NOT NULL
  AND "meetings_meetingpage"."page_ptr_id" IN (?))
  ORDER BY "wagtailcore_page"."path" ASC

SELECT "wagtailcore_page".5 columns, "meetings_documentpage".5 columns
  FROM "meetings_documentpage"
  INNER JOIN "wagtailcore_page" ON ("meetings_documentpage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE ("wagtailcore_page"."live"
  AND "wagtailcore_page"."path" LIKE ? ESCAPE ?
  AND "meetings_documentpage"."date" IS NOT NULL
  AND "meetings_documentpage"."meeting_id" IN (?))
  ORDER BY "meetings_documentpage"."date" ASC, "wagtailcore_page"."title" ASC

SELECT "meetings_documentrelation"."kind" AS "kind", "meetings_documentrelation"."document_id" AS "document_id", "meetings_documentrelation"."target_id" AS "target_id"
  FROM "meetings_documentrelation"
  WHERE ("meetings_documentrelation"."document_id" IN (?)
  AND "meetings_documentrelation"."target_id" IN (?))
  ORDER BY "meetings_documentrelation"."sort_order" ASC

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

SELECT "meetings_kind".6 columns
  FROM "meetings_kind"
  ORDER BY "meetings_kind"."of" ASC, "meetings_kind"."sort_order" ASC, "meetings_kind"."name_en" ASC
