"""Makes the place where words lie: columns of PostgreSQL, tables of SQLite.

No extension is needed, so that this runs on a hosted PostgreSQL as well. The words are
folded and stemmed by the site itself (search/words/), in the same way on both.
"""

POSTGRESQL = [
    "ALTER TABLE search_textsource ADD COLUMN vector tsvector",
    "ALTER TABLE search_passage ADD COLUMN vector tsvector",
    "ALTER TABLE search_indexdocument ADD COLUMN head tsvector",
    "CREATE INDEX search_textsource_vector ON search_textsource USING gin (vector)",
    "CREATE INDEX search_passage_vector ON search_passage USING gin (vector)",
    "CREATE INDEX search_indexdocument_head ON search_indexdocument USING gin (head)",
    "CREATE INDEX search_indexedname_words ON search_indexedname USING gin (to_tsvector('simple', words))",
]
POSTGRESQL_UNDONE = [
    "DROP INDEX search_indexedname_words",
    "ALTER TABLE search_indexdocument DROP COLUMN head",
    "ALTER TABLE search_passage DROP COLUMN vector",
    "ALTER TABLE search_textsource DROP COLUMN vector",
]
# The words are letters and digits alone, so that the tokenizer only parts them at spaces.
TOKENS = "tokenize = 'unicode61 remove_diacritics 0'"
INDEX_DOCUMENT_DELETED = (
    "CREATE TRIGGER search_indexdocument_deleted AFTER DELETE ON search_indexdocument"
    " BEGIN DELETE FROM search_indexdocument_fts WHERE rowid = old.id; END"
)
SQLITE = [
    f"CREATE VIRTUAL TABLE search_textsource_fts USING fts5 (title, names, facts, text, {TOKENS})",
    f"CREATE VIRTUAL TABLE search_passage_fts USING fts5 (text, {TOKENS})",
    f"CREATE VIRTUAL TABLE search_indexdocument_fts USING fts5 (title, names, facts, {TOKENS})",
    "CREATE VIRTUAL TABLE search_indexedname_fts USING fts5"
    f"(words, content = 'search_indexedname', content_rowid = 'id', prefix = '2 3', detail = 'none', {TOKENS})",
    "CREATE TRIGGER search_textsource_deleted AFTER DELETE ON search_textsource"
    " BEGIN DELETE FROM search_textsource_fts WHERE rowid = old.id; END",
    "CREATE TRIGGER search_passage_deleted AFTER DELETE ON search_passage"
    " BEGIN DELETE FROM search_passage_fts WHERE rowid = old.id; END",
    INDEX_DOCUMENT_DELETED,
    "CREATE TRIGGER search_indexedname_added AFTER INSERT ON search_indexedname"
    " BEGIN INSERT INTO search_indexedname_fts (rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER search_indexedname_deleted AFTER DELETE ON search_indexedname"
    " BEGIN INSERT INTO search_indexedname_fts (search_indexedname_fts, rowid, words) VALUES ('delete', old.id, old.words); END",
]
SQLITE_UNDONE = [
    *(f"DROP TRIGGER search_{name}_deleted" for name in ("indexedname", "indexdocument", "passage", "textsource")),
    "DROP TRIGGER search_indexedname_added",
    *(f"DROP TABLE search_{name}_fts" for name in ("indexedname", "indexdocument", "passage", "textsource")),
]


def make(apps, schema_editor):
    run(schema_editor, POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def undo(apps, schema_editor):
    run(schema_editor, POSTGRESQL_UNDONE if schema_editor.connection.vendor == "postgresql" else SQLITE_UNDONE)


def make_again(apps, schema_editor):
    """Put back the trigger of a table of SQLite that a new column has made anew, without its triggers."""
    if schema_editor.connection.vendor == "sqlite":
        run(schema_editor, ["DROP TRIGGER IF EXISTS search_indexdocument_deleted", INDEX_DOCUMENT_DELETED])


def run(schema_editor, statements):
    for statement in statements:
        schema_editor.execute(statement)
