"""The schema of the record, one step a version: what stands is never changed, only added to."""

from __future__ import annotations

MIGRATIONS = (
    """
    CREATE TABLE articles (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL, body TEXT NOT NULL, source TEXT NOT NULL, date TEXT, category TEXT NOT NULL,
        url TEXT NOT NULL, author TEXT NOT NULL, origin TEXT NOT NULL, digest BLOB NOT NULL, added TEXT NOT NULL,
        is_indexed INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX articles_by_date ON articles (date DESC, key DESC);
    CREATE INDEX articles_by_digest ON articles (digest);
    CREATE INDEX articles_to_index ON articles (key) WHERE is_indexed = 0;
    CREATE TABLE marks (
        id TEXT PRIMARY KEY,
        is_read INTEGER NOT NULL DEFAULT 0, is_bookmarked INTEGER NOT NULL DEFAULT 0,
        note TEXT NOT NULL DEFAULT '', position INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    CREATE TABLE tags (id TEXT NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (id, tag)) WITHOUT ROWID;
    CREATE TABLE entities (
        key INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE, recognised TEXT NOT NULL
    );
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    """,
    """
    DROP INDEX articles_by_date;
    DROP INDEX articles_by_digest;
    CREATE INDEX articles_by_date ON articles (date DESC, key DESC, id);
    CREATE INDEX articles_by_source ON articles (source, date DESC, key DESC);
    CREATE INDEX articles_by_title ON articles (title);
    """,
    """
    CREATE TABLE searches (name TEXT PRIMARY KEY, query TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE history (query TEXT PRIMARY KEY, asked INTEGER NOT NULL) WITHOUT ROWID;
    """,
    # What was recognised before dates and quantities had values is recognised again.
    "DELETE FROM entities",
    # What was kept of an article before there was a table of names is recognised again, so that both agree.
    """
    DELETE FROM entities;
    CREATE TABLE entity_listed (
        key INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE, month TEXT NOT NULL
    );
    CREATE TABLE entity_names (
        number INTEGER PRIMARY KEY, type TEXT NOT NULL, folded TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (folded, type)
    );
    CREATE TABLE entity_articles (
        name INTEGER NOT NULL REFERENCES entity_names (number),
        key INTEGER NOT NULL REFERENCES entity_listed (key) ON DELETE CASCADE,
        count INTEGER NOT NULL, PRIMARY KEY (name, key)
    ) WITHOUT ROWID;
    CREATE INDEX entity_articles_by_key ON entity_articles (key, name);
    """,
    """
    CREATE TABLE entity_corrections (
        type TEXT NOT NULL, folded TEXT NOT NULL, name TEXT NOT NULL, new_type TEXT NOT NULL, new_name TEXT NOT NULL,
        PRIMARY KEY (type, folded)
    ) WITHOUT ROWID;
    ALTER TABLE entity_names ADD COLUMN stands_for INTEGER;
    CREATE INDEX entity_names_by_thing ON entity_names (stands_for) WHERE stands_for IS NOT NULL;
    """,
    """
    ALTER TABLE articles ADD COLUMN language TEXT NOT NULL DEFAULT '';
    ALTER TABLE articles ADD COLUMN is_summary INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE articles ADD COLUMN has_own_id INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE articles ADD COLUMN moment TEXT;
    UPDATE articles SET moment = coalesce(datetime(date), date);
    DROP INDEX articles_by_date;
    DROP INDEX articles_by_source;
    CREATE INDEX articles_by_moment ON articles (moment DESC, key DESC, id);
    CREATE INDEX articles_by_source ON articles (source, moment DESC, key DESC);
    CREATE TABLE identities (identity TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID;
    CREATE INDEX identities_by_id ON identities (id);
    CREATE TABLE texts (digest BLOB, key INTEGER, PRIMARY KEY (digest, key)) WITHOUT ROWID;
    INSERT INTO texts SELECT text_digest(title, body), key FROM articles;
    CREATE TABLE dropped (identity TEXT PRIMARY KEY, dropped TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE index_removals (key INTEGER PRIMARY KEY);
    CREATE TABLE originals (
        key INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE, packed BLOB NOT NULL
    );
    CREATE TABLE feeds (
        url TEXT PRIMARY KEY, title TEXT NOT NULL DEFAULT '', feed_title TEXT NOT NULL DEFAULT '',
        site TEXT NOT NULL DEFAULT '',
        category TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT '', added TEXT NOT NULL,
        etag TEXT NOT NULL DEFAULT '', modified TEXT NOT NULL DEFAULT '',
        checked TEXT, succeeded TEXT, due TEXT, failures INTEGER NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '',
        is_gone INTEGER NOT NULL DEFAULT 0, fetches_pages INTEGER NOT NULL DEFAULT 0, keep_days INTEGER
    ) WITHOUT ROWID;
    CREATE TABLE feed_articles (
        feed TEXT NOT NULL REFERENCES feeds (url) ON UPDATE CASCADE ON DELETE CASCADE, id TEXT NOT NULL,
        PRIMARY KEY (feed, id)
    ) WITHOUT ROWID;
    CREATE INDEX feed_articles_by_id ON feed_articles (id);
    CREATE TABLE stories (
        key INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE, story INTEGER
    );
    CREATE INDEX stories_by_story ON stories (story, key) WHERE story IS NOT NULL;
    CREATE TABLE story_bands (band INTEGER, key INTEGER, PRIMARY KEY (band, key)) WITHOUT ROWID;
    CREATE TABLE imports (
        number INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT, sources TEXT NOT NULL,
        process INTEGER NOT NULL,
        added INTEGER NOT NULL DEFAULT 0, updated INTEGER NOT NULL DEFAULT 0, duplicates INTEGER NOT NULL DEFAULT 0,
        failed INTEGER NOT NULL DEFAULT 0, warned INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE import_failures (
        number INTEGER PRIMARY KEY, import INTEGER NOT NULL REFERENCES imports (number) ON DELETE CASCADE,
        source TEXT NOT NULL, error TEXT NOT NULL, is_warning INTEGER NOT NULL
    );
    CREATE INDEX import_failures_by_import ON import_failures (import, number);
    CREATE TABLE import_places (
        source TEXT PRIMARY KEY, state TEXT NOT NULL, items INTEGER NOT NULL, is_whole INTEGER NOT NULL,
        import INTEGER NOT NULL
    ) WITHOUT ROWID;
    """,
    # Which recogniser read an article: what an older one found answers until it is read again.
    """
    ALTER TABLE entities ADD COLUMN recogniser TEXT NOT NULL DEFAULT '';
    ALTER TABLE entity_listed ADD COLUMN recogniser TEXT NOT NULL DEFAULT '';
    CREATE INDEX entity_listed_by_recogniser ON entity_listed (recogniser, key);
    """,
    # A counter of what lists show or are made of, so that a reader looks at nothing while others gather entities.
    # Articles that come in are seen by their keys.
    """
    CREATE TABLE list_changes (number INTEGER NOT NULL);
    INSERT INTO list_changes VALUES (0);
    CREATE TRIGGER articles_dropped AFTER DELETE ON articles
    BEGIN UPDATE list_changes SET number = number + 1; END;
    CREATE TRIGGER articles_changed AFTER UPDATE OF title, source, date, moment ON articles
    BEGIN UPDATE list_changes SET number = number + 1; END;
    CREATE TRIGGER marks_added AFTER INSERT ON marks WHEN new.is_read OR new.is_bookmarked
    BEGIN UPDATE list_changes SET number = number + 1; END;
    CREATE TRIGGER marks_changed AFTER UPDATE OF is_read, is_bookmarked ON marks
    WHEN new.is_read <> old.is_read OR new.is_bookmarked <> old.is_bookmarked
    BEGIN UPDATE list_changes SET number = number + 1; END;
    CREATE TRIGGER stories_found AFTER INSERT ON stories WHEN new.story IS NOT NULL
    BEGIN UPDATE list_changes SET number = number + 1; END;
    CREATE TRIGGER stories_changed AFTER UPDATE OF story ON stories
    BEGIN UPDATE list_changes SET number = number + 1; END;
    CREATE TRIGGER stories_left AFTER DELETE ON stories WHEN old.story IS NOT NULL
    BEGIN UPDATE list_changes SET number = number + 1; END;
    """,
)
