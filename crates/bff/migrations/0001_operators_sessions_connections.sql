-- Times are seconds since 1970 in UTC. Tokens are stored as their SHA-256 only.

CREATE TABLE operators (
    id            INTEGER PRIMARY KEY,
    name          TEXT    NOT NULL,
    -- The name in lower case: names that differ in case alone would be taken for each other.
    folded_name   TEXT    NOT NULL UNIQUE,
    role          TEXT    NOT NULL,
    password_hash TEXT    NOT NULL,
    created       INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    token_hash BLOB    PRIMARY KEY,
    operator   INTEGER NOT NULL REFERENCES operators (id) ON DELETE CASCADE,
    created    INTEGER NOT NULL,
    last_seen  INTEGER NOT NULL,
    expires    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_operator ON sessions (operator);

CREATE TABLE connections (
    -- Never given twice: a connection that was replaced is another one, even under the same name.
    id                   INTEGER PRIMARY KEY AUTOINCREMENT,
    name                 TEXT    NOT NULL UNIQUE,
    -- NULL is the embedded Admin API, whose address changes with every start.
    base_url             TEXT,
    flavor               TEXT    NOT NULL,
    public_key           TEXT    NOT NULL,
    sealed_private_key   BLOB    NOT NULL,
    key_id               TEXT    NOT NULL,
    organization_id      TEXT    NOT NULL,
    -- As last seen, for when the Admin API cannot be asked.
    organization_name    TEXT    NOT NULL,
    access_list_required INTEGER NOT NULL CHECK (access_list_required IN (0, 1)),
    active               INTEGER NOT NULL CHECK (active IN (0, 1)),
    created              INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX one_active_connection ON connections (active) WHERE active = 1;

CREATE TABLE set_up (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    token_hash BLOB    NOT NULL
) STRICT;
