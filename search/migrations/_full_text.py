"""Makes the place where words lie: columns of PostgreSQL, tables of SQLite.

No extension is needed, so that this runs on a hosted PostgreSQL as well. The words are
folded and stemmed by the site itself (search/words/), in the same way on both.
"""

POSTGRESQL = [
    "ALTER TABLE search_source ADD COLUMN vector tsvector",
    "ALTER TABLE search_entry ADD COLUMN vector tsvector",
    "ALTER TABLE search_result ADD COLUMN head tsvector",
    "CREATE INDEX search_source_vector ON search_source USING gin (vector)",
    "CREATE INDEX search_entry_vector ON search_entry USING gin (vector)",
    "CREATE INDEX search_result_head ON search_result USING gin (head)",
    "CREATE INDEX search_name_words ON search_name USING gin (to_tsvector('simple', words))",
]
POSTGRESQL_UNDONE = [
    "DROP INDEX search_name_words",
    "ALTER TABLE search_result DROP COLUMN head",
    "ALTER TABLE search_entry DROP COLUMN vector",
    "ALTER TABLE search_source DROP COLUMN vector",
]
# The words are letters and digits alone, so that the tokenizer only parts them at spaces.
TOKENS = "tokenize = 'unicode61 remove_diacritics 0'"
SQLITE = [
    f"CREATE VIRTUAL TABLE search_source_fts USING fts5 (title, names, facts, text, {TOKENS})",
    f"CREATE VIRTUAL TABLE search_entry_fts USING fts5 (text, {TOKENS})",
    f"CREATE VIRTUAL TABLE search_result_fts USING fts5 (title, names, facts, {TOKENS})",
    "CREATE VIRTUAL TABLE search_name_fts USING fts5"
    f"(words, content = 'search_name', content_rowid = 'id', prefix = '2 3', detail = 'none', {TOKENS})",
    "CREATE TRIGGER search_source_deleted AFTER DELETE ON search_source"
    " BEGIN DELETE FROM search_source_fts WHERE rowid = old.id; END",
    "CREATE TRIGGER search_entry_deleted AFTER DELETE ON search_entry"
    " BEGIN DELETE FROM search_entry_fts WHERE rowid = old.id; END",
    "CREATE TRIGGER search_result_deleted AFTER DELETE ON search_result"
    " BEGIN DELETE FROM search_result_fts WHERE rowid = old.id; END",
    "CREATE TRIGGER search_name_added AFTER INSERT ON search_name"
    " BEGIN INSERT INTO search_name_fts (rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER search_name_deleted AFTER DELETE ON search_name"
    " BEGIN INSERT INTO search_name_fts (search_name_fts, rowid, words) VALUES ('delete', old.id, old.words); END",
]
SQLITE_UNDONE = [
    *(f"DROP TRIGGER search_{name}_deleted" for name in ("name", "result", "entry", "source")),
    "DROP TRIGGER search_name_added",
    *(f"DROP TABLE search_{name}_fts" for name in ("name", "result", "entry", "source")),
]


def make(apps, schema_editor):
    run(schema_editor, POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def undo(apps, schema_editor):
    run(schema_editor, POSTGRESQL_UNDONE if schema_editor.connection.vendor == "postgresql" else SQLITE_UNDONE)


def run(schema_editor, statements):
    for statement in statements:
        schema_editor.execute(statement)
