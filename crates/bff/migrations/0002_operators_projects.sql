-- The projects an operator's role is in; none where it is a role in the organization.
CREATE TABLE operators_projects (
    operator INTEGER NOT NULL REFERENCES operators (id) ON DELETE CASCADE,
    project  TEXT    NOT NULL,
    PRIMARY KEY (operator, project)
) STRICT, WITHOUT ROWID;
