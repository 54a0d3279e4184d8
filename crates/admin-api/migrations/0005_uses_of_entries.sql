-- Uses change all the time, entries hardly ever. Apart from the entries, and only of those that were used, they lie close
-- together: the uses of a thousand keys are some pages to write, and no longer a thousand.

CREATE TABLE access_list_uses (
    api_key_id        TEXT    NOT NULL,
    block             TEXT    NOT NULL,
    count             INTEGER NOT NULL,
    last_used         INTEGER NOT NULL,
    last_used_address TEXT    NOT NULL,
    PRIMARY KEY (api_key_id, block),
    FOREIGN KEY (api_key_id, block) REFERENCES access_list_entries (api_key_id, block)
        ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE account_access_list_uses (
    account_id        TEXT    NOT NULL,
    block             TEXT    NOT NULL,
    count             INTEGER NOT NULL,
    last_used         INTEGER NOT NULL,
    last_used_address TEXT    NOT NULL,
    PRIMARY KEY (account_id, block),
    FOREIGN KEY (account_id, block) REFERENCES account_access_list_entries (account_id, block)
        ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

INSERT INTO access_list_uses
SELECT api_key_id, block, count, last_used, last_used_address FROM access_list_entries
WHERE last_used IS NOT NULL AND last_used_address IS NOT NULL;
INSERT INTO account_access_list_uses
SELECT account_id, block, count, last_used, last_used_address FROM account_access_list_entries
WHERE last_used IS NOT NULL AND last_used_address IS NOT NULL;

ALTER TABLE access_list_entries DROP COLUMN count;
ALTER TABLE access_list_entries DROP COLUMN last_used;
ALTER TABLE access_list_entries DROP COLUMN last_used_address;
ALTER TABLE account_access_list_entries DROP COLUMN count;
ALTER TABLE account_access_list_entries DROP COLUMN last_used;
ALTER TABLE account_access_list_entries DROP COLUMN last_used_address;
