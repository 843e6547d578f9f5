-- Refused in line 3: NOW reads the clock
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE event_time > NOW()
