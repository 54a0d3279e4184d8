-- Ids, public keys and addresses are text in their one canonical form; times are seconds since 1970 in UTC.

CREATE TABLE organizations (
    id                   TEXT    NOT NULL PRIMARY KEY,
    name                 TEXT    NOT NULL UNIQUE,
    access_list_required INTEGER NOT NULL CHECK (access_list_required IN (0, 1)),
    -- The settings that decide nothing here, as JSON.
    preferences          TEXT    NOT NULL,
    created              INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE projects (
    id              TEXT    NOT NULL PRIMARY KEY,
    organization_id TEXT    NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    name            TEXT    NOT NULL,
    created         INTEGER NOT NULL,
    UNIQUE (organization_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE api_keys (
    id                 TEXT    NOT NULL PRIMARY KEY,
    organization_id    TEXT    NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    description        TEXT    NOT NULL,
    public_key         TEXT    NOT NULL UNIQUE,
    -- H(A1) of digest, sealed for this public key. The private key itself is never stored.
    sealed_ha1         BLOB    NOT NULL,
    -- The last twelve digits of the private key, all that is ever shown of it again.
    private_key_suffix TEXT    NOT NULL,
    created            INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX api_keys_of_organization ON api_keys (organization_id, id);

CREATE TABLE organization_roles (
    api_key_id TEXT NOT NULL REFERENCES api_keys (id) ON DELETE CASCADE,
    role       TEXT NOT NULL,
    PRIMARY KEY (api_key_id, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE project_roles (
    api_key_id TEXT NOT NULL REFERENCES api_keys (id) ON DELETE CASCADE,
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    role       TEXT NOT NULL,
    PRIMARY KEY (api_key_id, project_id, role)
) STRICT, WITHOUT ROWID;

CREATE INDEX project_roles_of_project ON project_roles (project_id);

CREATE TABLE access_list_entries (
    api_key_id        TEXT    NOT NULL REFERENCES api_keys (id) ON DELETE CASCADE,
    block             TEXT    NOT NULL,
    -- The block again in a form that sorts: 4 or 6, the first address in network order, the prefix.
    family            INTEGER NOT NULL CHECK (family IN (4, 6)),
    network           BLOB    NOT NULL,
    prefix            INTEGER NOT NULL,
    created           INTEGER NOT NULL,
    count             INTEGER NOT NULL DEFAULT 0,
    last_used         INTEGER,
    last_used_address TEXT,
    PRIMARY KEY (api_key_id, block)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    -- The order things happened in, finer than a second.
    sequence          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id                TEXT    NOT NULL UNIQUE,
    type              TEXT    NOT NULL,
    organization_id   TEXT    NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    -- Set when the event is in the project's feed and not in the organization's.
    project_id        TEXT REFERENCES projects (id) ON DELETE CASCADE,
    actor_key_id      TEXT,
    actor_public_key  TEXT,
    actor_user        TEXT,
    remote_address    TEXT,
    target_public_key TEXT,
    access_list_entry TEXT,
    created           INTEGER NOT NULL
) STRICT;

CREATE INDEX events_of_organization ON events (organization_id, sequence);
CREATE INDEX events_of_project ON events (project_id, sequence) WHERE project_id IS NOT NULL;
