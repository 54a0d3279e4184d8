-- An operator's own account on a connection's Admin API, with one of its personal API keys. It goes with either.
CREATE TABLE account_links (
    operator     INTEGER NOT NULL REFERENCES operators (id) ON DELETE CASCADE,
    connection   INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    account_name TEXT    NOT NULL,
    account_id   TEXT    NOT NULL,
    -- Which key it is, where the Admin API's answers tell.
    key_id       TEXT,
    sealed_key   BLOB    NOT NULL,
    created      INTEGER NOT NULL,
    PRIMARY KEY (operator, connection)
) STRICT, WITHOUT ROWID;
