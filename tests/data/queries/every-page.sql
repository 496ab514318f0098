SELECT "home_sitesettings".13 columns
  FROM "home_sitesettings"
  WHERE "home_sitesettings"."site_id" = ?
  LIMIT ?

SELECT "wagtailcore_locale"."id", "wagtailcore_locale"."language_code"
  FROM "wagtailcore_locale"
  ORDER BY "wagtailcore_locale"."language_code" ASC

SELECT "wagtailcore_page"."path" AS "path", "wagtailcore_page"."locale_id" AS "locale"
  FROM "wagtailcore_page"
  WHERE ("wagtailcore_page"."translation_key" IN (SELECT U1."translation_key" AS "root_page__translation_key"
  FROM "wagtailcore_site" U0
  INNER JOIN "wagtailcore_page" U1 ON (U0."root_page_id" = U1."id"))
  AND NOT ("wagtailcore_page"."id" IN (SELECT U0."root_page_id" AS "root_page"
  FROM "wagtailcore_site" U0)))
  ORDER BY ? ASC

SELECT "wagtailcore_page".29 columns
  FROM "wagtailcore_page"
  WHERE "wagtailcore_page"."id" = ?
  LIMIT ?

SELECT "wagtailcore_page".29 columns
  FROM "wagtailcore_page"
  WHERE ("wagtailcore_page"."id" IN (?)
  AND "wagtailcore_page"."live")

SELECT "wagtailcore_page".29 columns, "home_partnershippage".15 columns
  FROM "home_partnershippage"
  INNER JOIN "wagtailcore_page" ON ("home_partnershippage"."page_ptr_id" = "wagtailcore_page"."id")
  WHERE "home_partnershippage"."page_ptr_id" = ?
  LIMIT ?

SELECT "wagtailcore_pageviewrestriction"."page_id" AS "page", "wagtailcore_page"."path" AS "page__path"
  FROM "wagtailcore_pageviewrestriction"
  INNER JOIN "wagtailcore_page" ON ("wagtailcore_pageviewrestriction"."page_id" = "wagtailcore_page"."id")

SELECT "wagtailcore_site".6 columns, CASE WHEN ("wagtailcore_site"."hostname" = ?
  AND "wagtailcore_site"."port" = ?) THEN ? WHEN ("wagtailcore_site"."hostname" = ?
  AND "wagtailcore_site"."is_default_site") THEN ? WHEN "wagtailcore_site"."is_default_site" THEN ? ELSE ? END AS "match", "wagtailcore_page".29 columns
  FROM "wagtailcore_site"
  INNER JOIN "wagtailcore_page" ON ("wagtailcore_site"."root_page_id" = "wagtailcore_page"."id")
  WHERE ("wagtailcore_site"."hostname" = ?
  OR "wagtailcore_site"."is_default_site")
  ORDER BY ? ASC
