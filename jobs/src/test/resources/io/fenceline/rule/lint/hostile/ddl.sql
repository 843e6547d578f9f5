-- Refused in line 2: not a SELECT
CREATE TEMPORARY VIEW enriched_events AS SELECT 1
