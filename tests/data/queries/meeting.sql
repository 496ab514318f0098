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

SELECT "wagtailcore_page".29 columns, "meetings_meetingpage".25 columns, "meetings_meetingseries".4 columns
  FROM "meetings_meetingpage"
  INNER JOIN "wagtailcore_page" ON ("meetings_meetingpage"."page_ptr_id" = "wagtailcore_page"."id")
  LEFT OUTER JOIN "meetings_meetingseries" ON ("meetings_meetingpage"."series_id" = "meetings_meetingseries"."id")
  WHERE ("wagtailcore_page"."depth" = ?
  AND "wagtailcore_page"."slug" = ?
  AND "wagtailcore_page"."url_path" = ?)
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

SELECT "meetings_kind".6 columns
  FROM "meetings_kind"
  ORDER BY "meetings_kind"."of" ASC, "meetings_kind"."sort_order" ASC, "meetings_kind"."name_en" ASC

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

SELECT "meetings_agendaitem".10 columns
  FROM "meetings_agendaitem"
  WHERE "meetings_agendaitem"."meeting_id" = ?
  ORDER BY "meetings_agendaitem"."sort_order" ASC

SELECT "meetings_agendapaper".4 columns
  FROM "meetings_agendapaper"
  WHERE "meetings_agendapaper"."item_id" IN (?)
  ORDER BY "meetings_agendapaper"."sort_order" ASC

SELECT "wagtailcore_page".29 columns, "meetings_documentpage".19 columns
  FROM "meetings_documentpage"
  INNER JOIN "wagtailcore_page" ON ("meetings_documentpage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE ("wagtailcore_page"."live"
  AND "meetings_documentpage"."page_ptr_id" IN (?))
  ORDER BY "wagtailcore_page"."path" ASC

SELECT "wagtailcore_page".29 columns, "meetings_themepage".4 columns
  FROM "meetings_themepage"
  INNER JOIN "wagtailcore_page" ON ("meetings_themepage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE ("wagtailcore_page"."live"
  AND "meetings_themepage"."page_ptr_id" IN (SELECT U0."page_ptr_id" AS "pk"
  FROM "meetings_themepage" U0
  INNER JOIN "meetings_meetingpage_themes" U1 ON (U0."page_ptr_id" = U1."themepage_id")
  WHERE U1."meetingpage_id" = ?))
  ORDER BY "wagtailcore_page"."path" ASC

SELECT "wagtailcore_page".5 columns, "meetings_documentpage".6 columns
  FROM "meetings_documentpage"
  INNER JOIN "wagtailcore_page" ON ("meetings_documentpage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE ("wagtailcore_page"."live"
  AND "meetings_documentpage"."meeting_id" = ?)
  ORDER BY "meetings_documentpage"."date" DESC NULLS LAST, "wagtailcore_page"."title" ASC
  LIMIT ?

SELECT "meetings_documentfile".11 columns
  FROM "meetings_documentfile"
  WHERE "meetings_documentfile"."document_id" IN (?)
  ORDER BY "meetings_documentfile"."sort_order" ASC

SELECT "core_othername".6 columns
  FROM "core_othername"
  WHERE "core_othername"."page_id" = ?
  ORDER BY "core_othername"."sort_order" ASC

SELECT "meetings_meetingpoint".11 columns
  FROM "meetings_meetingpoint"
  WHERE "meetings_meetingpoint"."meeting_id" = ?
  ORDER BY "meetings_meetingpoint"."sort_order" ASC

SELECT "core_source".8 columns
  FROM "core_source"
  WHERE "core_source"."page_id" = ?
  ORDER BY "core_source"."sort_order" ASC

SELECT "files_sitedocument"."id" AS "pk"
  FROM "files_sitedocument"
  WHERE NOT "files_sitedocument"."live"

SELECT "meetings_deadline".8 columns
  FROM "meetings_deadline"
  WHERE "meetings_deadline"."meeting_id" = ?
  ORDER BY "meetings_deadline"."sort_order" ASC

SELECT "wagtailcore_page".5 columns, "meetings_documentpage".6 columns
  FROM "meetings_documentpage"
  INNER JOIN "wagtailcore_page" ON ("meetings_documentpage"."page_ptr_id" = "wagtailcore_page"."id")
  INNER JOIN "meetings_documentpage_discussed_at" ON ("meetings_documentpage"."page_ptr_id" = "meetings_documentpage_discussed_at"."documentpage_id")
  WHERE ("wagtailcore_page"."live"
  AND "meetings_documentpage_discussed_at"."meetingpage_id" = ?
  AND NOT ("meetings_documentpage"."meeting_id" = ?
  AND "meetings_documentpage"."meeting_id" IS NOT NULL))
  ORDER BY "meetings_documentpage"."date" DESC NULLS LAST, "wagtailcore_page"."title" ASC
  LIMIT ?

SELECT "wagtailcore_page".29 columns, "home_standardpage"."page_ptr_id", "home_standardpage"."summary", "home_standardpage"."body"
  FROM "home_standardpage"
  INNER JOIN "wagtailcore_page" ON ("home_standardpage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE ("wagtailcore_page"."live"
  AND "wagtailcore_page"."path" LIKE ? ESCAPE ?)
  ORDER BY "wagtailcore_page"."path" ASC

SELECT "wagtailcore_page".29 columns, "members_memberindexpage".4 columns
  FROM "members_memberindexpage"
  INNER JOIN "wagtailcore_page" ON ("members_memberindexpage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE ("wagtailcore_page"."live"
  AND "wagtailcore_page"."path" LIKE ? ESCAPE ?)
  ORDER BY "wagtailcore_page"."path" ASC
  LIMIT ?

SELECT "members_body".8 columns
  FROM "members_body"
  INNER JOIN "members_memberindexpage_bodies" ON ("members_body"."id" = "members_memberindexpage_bodies"."body_id")
  WHERE "members_memberindexpage_bodies"."memberindexpage_id" = ?
  ORDER BY "members_body"."code" ASC

SELECT "wagtailcore_page".5 columns, "meetings_meetingpage".8 columns
  FROM "meetings_meetingpage"
  INNER JOIN "wagtailcore_page" ON ("meetings_meetingpage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE ("wagtailcore_page"."live"
  AND "wagtailcore_page"."path" LIKE ? ESCAPE ?
  AND NOT ("meetings_meetingpage"."status" IN (?))
  AND "meetings_meetingpage"."series_id" = ?
  AND NOT ("meetings_meetingpage"."page_ptr_id" = ?)
  AND "meetings_meetingpage"."start_date" < ?)
  ORDER BY "meetings_meetingpage"."start_date" DESC
  LIMIT ?

SELECT "wagtailcore_page".5 columns, "meetings_meetingpage".8 columns
  FROM "meetings_meetingpage"
  INNER JOIN "wagtailcore_page" ON ("meetings_meetingpage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE ("wagtailcore_page"."live"
  AND "wagtailcore_page"."path" LIKE ? ESCAPE ?
  AND NOT ("meetings_meetingpage"."status" IN (?))
  AND "meetings_meetingpage"."series_id" = ?
  AND NOT ("meetings_meetingpage"."page_ptr_id" = ?)
  AND "meetings_meetingpage"."start_date" > ?)
  ORDER BY "meetings_meetingpage"."start_date" ASC
  LIMIT ?

SELECT "core_correction".5 columns
  FROM "core_correction"
  WHERE "core_correction"."page_id" = ?
  ORDER BY "core_correction"."sort_order" ASC
