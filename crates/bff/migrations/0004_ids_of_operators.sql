-- The last id an operator was given. None is given twice, so that nothing of one who was removed becomes another's.
CREATE TABLE last_operator (
    id INTEGER NOT NULL
) STRICT;

INSERT INTO last_operator SELECT coalesce(max(id), 0) FROM operators;
