SELECT "search_promotedtarget".7 columns, "search_promotedresult"."id", "search_promotedresult"."language"
  FROM "search_promotedtarget"
  INNER JOIN "search_promotedresult" ON ("search_promotedtarget"."promoted_result_id" = "search_promotedresult"."id")
  INNER JOIN "search_promotedquery" ON ("search_promotedresult"."id" = "search_promotedquery"."promoted_result_id")
  WHERE ("search_promotedresult"."language" IN (?)
  AND "search_promotedquery"."key" = ?)
  ORDER BY "search_promotedtarget"."sort_order" ASC

SELECT DISTINCT "meetings_meetingpage"."series_id" AS "series"
  FROM "meetings_meetingpage"
  INNER JOIN "wagtailcore_page" ON ("meetings_meetingpage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE ("wagtailcore_page"."live"
  AND "wagtailcore_page"."path" LIKE ? ESCAPE ?
  AND "wagtailcore_page"."depth" >= ?
  AND NOT ("meetings_meetingpage"."page_ptr_id" = ?)
  AND NOT ("meetings_meetingpage"."series_id" IS NULL))

SELECT "wagtailcore_page".29 columns, "members_memberindexpage".4 columns
  FROM "members_memberindexpage"
  INNER JOIN "wagtailcore_page" ON ("members_memberindexpage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE ("wagtailcore_page"."live"
  AND "wagtailcore_page"."path" LIKE ? ESCAPE ?
  AND "wagtailcore_page"."depth" >= ?
  AND NOT ("members_memberindexpage"."page_ptr_id" = ?))
  ORDER BY "wagtailcore_page"."path" ASC

SELECT "members_body".8 columns
  FROM "members_body"
  INNER JOIN "members_memberindexpage_bodies" ON ("members_body"."id" = "members_memberindexpage_bodies"."body_id")
  WHERE "members_memberindexpage_bodies"."memberindexpage_id" = ?
  ORDER BY "members_body"."code" ASC

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

SELECT "search_synonym"."terms" AS "terms", "search_synonym"."leads_here" AS "leads_here"
  FROM "search_synonym"
  ORDER BY ? ASC

SELECT "members_body".8 columns
  FROM "members_body"
  ORDER BY "members_body"."kind" ASC, "members_body"."code" ASC

SELECT "meetings_meetingseries".4 columns
  FROM "meetings_meetingseries"
  ORDER BY "meetings_meetingseries"."name_en" COLLATE "und-x-icu" ASC

SELECT "meetings_place"."id", "meetings_place"."translations", "meetings_place"."name_en"
  FROM "meetings_place"
  ORDER BY "meetings_place"."name_en" COLLATE "und-x-icu" ASC

SELECT DISTINCT "meetings_meetingpage"."city" AS "city"
  FROM "meetings_meetingpage"
  INNER JOIN "wagtailcore_page" ON ("meetings_meetingpage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE ("wagtailcore_page"."live"
  AND NOT ("meetings_meetingpage"."city" = ?))

SELECT "wagtailcore_page".29 columns, "home_standardpage"."page_ptr_id", "home_standardpage"."summary", "home_standardpage"."body"
  FROM "home_standardpage"
  INNER JOIN "wagtailcore_page" ON ("home_standardpage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE ("wagtailcore_page"."live"
  AND "wagtailcore_page"."path" LIKE ? ESCAPE ?)
  ORDER BY "wagtailcore_page"."path" ASC

SELECT group_concat(m.id, ?)
  FROM search_textsource m
  WHERE m.id IN (SELECT rowid
  FROM search_textsource_fts
  WHERE search_textsource_fts MATCH ?)

SELECT m.id, m.document_id, d.facets_id, CAST(d.date AS text), CASE WHEN (d.page_id IN (SELECT "wagtailcore_page"."id" AS "pk"
  FROM "wagtailcore_page"
  WHERE ("wagtailcore_page"."path" LIKE ? ESCAPE ?
  AND "wagtailcore_page"."live"))
  OR ? = ?
  OR d.record_type_id = ?
  AND d.record_id IN (SELECT "meetings_meetingseries"."id" AS "pk"
  FROM "meetings_meetingseries"
  WHERE "meetings_meetingseries"."id" IN (?))
  OR d.record_type_id = ?
  AND d.record_id IN (SELECT "members_member"."id" AS "pk"
  FROM "members_member"
  WHERE ("members_member"."live"
  AND "members_member"."id" IN (SELECT V0."member_id" AS "member"
  FROM "members_membershipperiod" V0
  WHERE V0."body_id" IN (SELECT U0."body_id" AS "body"
  FROM "members_memberindexpage_bodies" U0
  WHERE U0."memberindexpage_id" IN (?)))))
  OR d.record_type_id = ?
  AND d.record_id IN (SELECT "members_body"."id" AS "pk"
  FROM "members_body"
  WHERE ("members_body"."id" IN (?)
  OR "members_body"."id" IN (SELECT X0."body_id" AS "body"
  FROM "members_membershipperiod" X0
  INNER JOIN "members_body" X1 ON (X0."body_id" = X1."id")
  WHERE (X1."kind" = ?
  AND X0."member_id" IN (SELECT W0."id" AS "pk"
  FROM "members_member" W0
  WHERE (W0."live"
  AND W0."id" IN (SELECT V0."member_id" AS "member"
  FROM "members_membershipperiod" V0
  WHERE V0."body_id" IN (SELECT U0."body_id" AS "body"
  FROM "members_memberindexpage_bodies" U0
  WHERE U0."memberindexpage_id" IN (?))))))))))
  AND (m.file_id IS NULL
  OR (m.file_id, d.family) IN (SELECT "files_fileuse"."document_id" AS "document", "wagtailcore_page"."translation_key" AS "page__translation_key"
  FROM "files_fileuse"
  INNER JOIN "wagtailcore_page" ON ("files_fileuse"."page_id" = "wagtailcore_page"."id")
  WHERE (NOT ("files_fileuse"."document_id" IS NULL)
  AND "wagtailcore_page"."live"
  AND NOT ("files_fileuse"."document_id" IN (SELECT V0."id"
  FROM "files_sitedocument" V0
  INNER JOIN "wagtailcore_collection" V1 ON (V0."collection_id" = V1."id")
  WHERE (NOT V0."live"
  OR EXISTS(SELECT ? AS "a"
  FROM "wagtailcore_collectionviewrestriction" U0
  INNER JOIN "wagtailcore_collection" U1 ON (U0."collection_id" = U1."id")
  WHERE U1."path" = (SUBSTR(V1."path", ?, LENGTH(U1."path")))
  LIMIT ?)))
  AND "files_fileuse"."document_id" IS NOT NULL)))) THEN CASE WHEN (d.language IN (?)
  OR d.page_id IN (SELECT "wagtailcore_page"."id" AS "pk"
  FROM "wagtailcore_page"
  WHERE ("wagtailcore_page"."path" LIKE ? ESCAPE ?
  AND "wagtailcore_page"."live"))
  AND NOT d.family IN (SELECT "search_indexdocument"."family" AS "family"
  FROM "search_indexdocument"
  WHERE ("search_indexdocument"."family" IS NOT NULL
  AND "search_indexdocument"."language" = ?
  AND "search_indexdocument"."page_id" IN (SELECT U0."id"
  FROM "wagtailcore_page" U0
  WHERE (U0."path" LIKE ? ESCAPE ?
  AND U0."live"))))) THEN ? ELSE ? END ELSE ? END
  FROM search_textsource m
  JOIN search_indexdocument d ON d.id = m.document_id
  WHERE m.id IN (SELECT value
  FROM json_each(?))

SELECT "search_textsource"."id" AS "pk"
  FROM "search_textsource"
  INNER JOIN "search_indexdocument" ON ("search_textsource"."document_id" = "search_indexdocument"."id")
  INNER JOIN "search_indexedname" ON ("search_indexdocument"."id" = "search_indexedname"."document_id")
  WHERE ("search_indexedname"."key" = ?
  AND "search_textsource"."file_id" IS NULL)
  LIMIT ?

SELECT "search_facets"."id" AS "pk", "search_facets"."values" AS "values"
  FROM "search_facets"
  WHERE "search_facets"."id" IN (?)

SELECT rowid, -bm25(search_indexdocument_fts, ?, ?, ?)
  FROM search_indexdocument_fts
  WHERE search_indexdocument_fts MATCH ?

SELECT rowid, -bm25(search_textsource_fts, ?, ?, ?, ?)
  FROM search_textsource_fts
  WHERE search_textsource_fts MATCH ?

SELECT n.document_id, r.language, r.date, r.weight, r.facets_id, n.text, n.words, n.key, n.is_title
  FROM search_indexedname n
  JOIN search_indexdocument r ON r.id = n.document_id
  WHERE n.document_id IN (SELECT value
  FROM json_each(?))

SELECT "search_indexedname"."key" AS "key", "search_indexdocument"."facets_id" AS "document__facets"
  FROM "search_indexedname"
  INNER JOIN "search_indexdocument" ON ("search_indexedname"."document_id" = "search_indexdocument"."id")
  WHERE ("search_indexdocument"."page_id" IS NULL
  AND "search_indexedname"."key" IN (?))

SELECT "meetings_kind".6 columns
  FROM "meetings_kind"
  ORDER BY "meetings_kind"."of" ASC, "meetings_kind"."sort_order" ASC, "meetings_kind"."name_en" ASC

SELECT "wagtailcore_page".29 columns, "meetings_themepage".4 columns
  FROM "meetings_themepage"
  INNER JOIN "wagtailcore_page" ON ("meetings_themepage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE ("wagtailcore_page"."live"
  AND "wagtailcore_page"."path" LIKE ? ESCAPE ?
  AND "wagtailcore_page"."depth" >= ?
  AND NOT ("meetings_themepage"."page_ptr_id" = ?)
  AND "wagtailcore_page"."translation_key" IN (?))
  ORDER BY "wagtailcore_page"."path" ASC

SELECT "search_indexdocument".12 columns, "wagtailcore_page".29 columns, "search_facets"."id", "search_facets"."values"
  FROM "search_indexdocument"
  LEFT OUTER JOIN "wagtailcore_page" ON ("search_indexdocument"."page_id" = "wagtailcore_page"."id")
  INNER JOIN "search_facets" ON ("search_indexdocument"."facets_id" = "search_facets"."id")
  WHERE "search_indexdocument"."id" IN (?)

SELECT "search_indexedname".6 columns
  FROM "search_indexedname"
  WHERE "search_indexedname"."document_id" IN (?)

SELECT id, MIN(place) AS place
  FROM (SELECT id, place, ROW_NUMBER() OVER (PARTITION BY document_id, place
  ORDER BY id) AS turn
  FROM (SELECT f.rowid AS id, ? AS place, r.document_id
  FROM (SELECT document_id, MIN(id) AS first, MAX(id) AS last
  FROM search_passage
  WHERE document_id IN (SELECT value
  FROM json_each(?))
  GROUP BY document_id) r CROSS
  JOIN search_passage_fts f
  WHERE search_passage_fts MATCH ?
  AND f.rowid BETWEEN r.first
  AND r.last) found)
  WHERE turn <= ?
  GROUP BY id

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
