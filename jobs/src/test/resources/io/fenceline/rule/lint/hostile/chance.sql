-- Refused in line 3: RAND gives something else
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE RAND() < 0.5
