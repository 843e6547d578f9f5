-- Refused in line 1: there is no query
-- nothing
/* at all */
