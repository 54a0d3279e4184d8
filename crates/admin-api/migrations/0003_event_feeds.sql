-- A feed is read by time, the newest first; events of one second in the order they happened in. Each index holds all that
-- filters ask for, so that a page is one indexed read and a count touches no row.

-- The project that an event in the organization's feed is about. It may be gone.
ALTER TABLE events ADD COLUMN about_project_id TEXT;

DROP INDEX events_of_organization;
DROP INDEX events_of_project;
CREATE INDEX events_of_organization ON events (organization_id, project_id, created, sequence, type);
CREATE INDEX events_of_project ON events (project_id, created, sequence, type) WHERE project_id IS NOT NULL;
