-- Refused in line 3: did you mean 'enriched_events'
SELECT event_time, tenant, model_name, client
FROM enriched_event
