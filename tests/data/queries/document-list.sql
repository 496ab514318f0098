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

SELECT "wagtailcore_page".29 columns, "meetings_documentindexpage"."page_ptr_id", "meetings_documentindexpage"."summary", "meetings_documentindexpage"."body", "wagtailcore_locale"."id", "wagtailcore_locale"."language_code", "django_content_type"."id", "django_content_type"."app_label", "django_content_type"."model"
  FROM "meetings_documentindexpage"
  INNER JOIN "wagtailcore_page" ON ("meetings_documentindexpage"."page_ptr_id" = "wagtailcore_page"."id")
  INNER JOIN "wagtailcore_locale" ON ("wagtailcore_page"."locale_id" = "wagtailcore_locale"."id")
  INNER JOIN "django_content_type" ON ("wagtailcore_page"."content_type_id" = "django_content_type"."id")
  WHERE "meetings_documentindexpage"."page_ptr_id" = ?
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

SELECT "meetings_documentpage"."date" AS "date"
  FROM "meetings_documentpage"
  WHERE (EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = ("meetings_documentpage"."page_ptr_id")
  AND U0."live")
  LIMIT ?)
  AND "meetings_documentpage"."date" IS NOT NULL)
  ORDER BY ? ASC
  LIMIT ?

SELECT "meetings_documentpage"."date" AS "date"
  FROM "meetings_documentpage"
  WHERE (EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = ("meetings_documentpage"."page_ptr_id")
  AND U0."live")
  LIMIT ?)
  AND "meetings_documentpage"."date" IS NOT NULL)
  ORDER BY ? DESC
  LIMIT ?

SELECT "wagtailcore_page".4 columns, "meetings_themepage"."page_ptr_id"
  FROM "meetings_themepage"
  INNER JOIN "wagtailcore_page" ON ("meetings_themepage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE ("wagtailcore_page"."live"
  AND EXISTS(SELECT ? AS "a"
  FROM "meetings_documentpage_themes" V0
  WHERE (EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."documentpage_id")
  AND U0."live")
  LIMIT ?)
  AND V0."themepage_id" = ("meetings_themepage"."page_ptr_id"))
  LIMIT ?))
  ORDER BY "wagtailcore_page"."path" ASC

SELECT "files_sitedocument"."id" AS "pk"
  FROM "files_sitedocument"
  WHERE NOT "files_sitedocument"."live"

SELECT EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_en", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_fr", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_pt", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_ar", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_es", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_sw", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_bg", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_cs", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_da", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_de", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_el", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_et", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_fi", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_ga", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_hr", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_hu", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_it", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_lt", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_lv", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_mt", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_nl", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_no", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_pl", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_ro", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_sk", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_sl", EXISTS(SELECT ? AS "a"
  FROM "meetings_documentfile" V0
  WHERE (NOT (V0."holds" = ?)
  AND EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."document_id")
  AND U0."live")
  LIMIT ?)
  AND V0."language" = ?)
  LIMIT ?) AS "in_sv"
  FROM "meetings_documentindexpage"
  WHERE "meetings_documentindexpage"."page_ptr_id" = ?
  LIMIT ?

SELECT "wagtailcore_page".5 columns, "meetings_meetingpage".8 columns
  FROM "meetings_meetingpage"
  INNER JOIN "wagtailcore_page" ON ("meetings_meetingpage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE ("wagtailcore_page"."live"
  AND EXISTS(SELECT ? AS "a"
  FROM "meetings_documentpage" V0
  WHERE (EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = (V0."page_ptr_id")
  AND U0."live")
  LIMIT ?)
  AND V0."meeting_id" = ("meetings_meetingpage"."page_ptr_id"))
  LIMIT ?))
  ORDER BY "meetings_meetingpage"."start_date" DESC NULLS LAST, "wagtailcore_page"."title" ASC
  LIMIT ?

SELECT "wagtailcore_page".7 columns
  FROM "wagtailcore_page"
  WHERE ("wagtailcore_page"."live"
  AND "wagtailcore_page"."path" IN (?))
  ORDER BY "wagtailcore_page"."depth" ASC

SELECT COUNT(*) AS "__count"
  FROM "wagtailcore_page"
  WHERE ("wagtailcore_page"."path" LIKE ? ESCAPE ?
  AND "wagtailcore_page"."depth" >= ?
  AND NOT ("wagtailcore_page"."id" = ?)
  AND "wagtailcore_page"."depth" = ?
  AND "wagtailcore_page"."live")

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

SELECT "wagtailcore_page".5 columns, "meetings_documentpage".6 columns
  FROM "meetings_documentpage"
  INNER JOIN "wagtailcore_page" ON ("meetings_documentpage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."id" = ("meetings_documentpage"."page_ptr_id")
  AND U0."live")
  LIMIT ?)
  ORDER BY "meetings_documentpage"."date" DESC NULLS LAST, "wagtailcore_page"."title" ASC
  LIMIT ?

SELECT "meetings_documentfile".11 columns
  FROM "meetings_documentfile"
  WHERE "meetings_documentfile"."document_id" IN (?)
  ORDER BY "meetings_documentfile"."sort_order" ASC

SELECT "core_correction".5 columns
  FROM "core_correction"
  WHERE "core_correction"."page_id" = ?
  ORDER BY "core_correction"."sort_order" ASC

SELECT "core_source".8 columns
  FROM "core_source"
  WHERE "core_source"."page_id" = ?
  ORDER BY "core_source"."sort_order" ASC
