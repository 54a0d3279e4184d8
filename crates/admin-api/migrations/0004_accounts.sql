-- Accounts with their personal API keys (deprecated: existing ones are imported, none is made). An account's name is what
-- its keys prove themselves under.

CREATE TABLE accounts (
    id              TEXT    NOT NULL PRIMARY KEY,
    organization_id TEXT    NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    name            TEXT    NOT NULL UNIQUE,
    created         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX accounts_of_organization ON accounts (organization_id);

CREATE TABLE account_organization_roles (
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    role       TEXT NOT NULL,
    PRIMARY KEY (account_id, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE account_project_roles (
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    role       TEXT NOT NULL,
    PRIMARY KEY (account_id, project_id, role)
) STRICT, WITHOUT ROWID;

CREATE INDEX account_project_roles_of_project ON account_project_roles (project_id);

CREATE TABLE personal_keys (
    id          TEXT    NOT NULL PRIMARY KEY,
    account_id  TEXT    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    description TEXT    NOT NULL,
    -- H(A1) of digest, sealed for this key's id. The key itself is never stored.
    sealed_ha1  BLOB    NOT NULL,
    -- The last characters of the key, all that is ever shown of it.
    key_suffix  TEXT    NOT NULL,
    enabled     INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    created     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX personal_keys_of_account ON personal_keys (account_id, id);

-- In the shape of access_list_entries.
CREATE TABLE account_access_list_entries (
    account_id        TEXT    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    block             TEXT    NOT NULL,
    family            INTEGER NOT NULL CHECK (family IN (4, 6)),
    network           BLOB    NOT NULL,
    prefix            INTEGER NOT NULL,
    created           INTEGER NOT NULL,
    count             INTEGER NOT NULL DEFAULT 0,
    last_used         INTEGER,
    last_used_address TEXT,
    PRIMARY KEY (account_id, block)
) STRICT, WITHOUT ROWID;

-- The account that made a change, beside its name in actor_user.
ALTER TABLE events ADD COLUMN actor_user_id TEXT;
