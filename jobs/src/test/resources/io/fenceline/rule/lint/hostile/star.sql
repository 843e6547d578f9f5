-- Refused in line 2: all columns of enriched_events
SELECT * FROM enriched_events
