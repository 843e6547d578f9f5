-- Refused in line 3: does not take these arguments
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE jaccard(client) > 1
