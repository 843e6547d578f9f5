-- Refused in line 3: have no order
SELECT event_time, tenant, model_name, client FROM enriched_events
ORDER BY event_time
