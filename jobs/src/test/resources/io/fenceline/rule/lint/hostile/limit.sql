-- Refused in line 3: first rows are kept
SELECT event_time, tenant, model_name, client FROM enriched_events
LIMIT 5
