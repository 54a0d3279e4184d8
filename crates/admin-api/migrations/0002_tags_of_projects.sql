ALTER TABLE projects ADD COLUMN with_default_alerts_settings INTEGER NOT NULL DEFAULT 1
    CHECK (with_default_alerts_settings IN (0, 1));
-- As JSON: a list of {key, value}, in the order they were given.
ALTER TABLE projects ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
