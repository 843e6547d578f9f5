-- Refused in line 3: UNIX_TIMESTAMP reads the clock
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE UNIX_TIMESTAMP() > 5
