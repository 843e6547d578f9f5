-- Refused in line 3: CURRENT_TIMESTAMP reads the clock
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE event_time > CURRENT_TIMESTAMP
