-- Refused in line 2: is none
SELECT event_time, tenant, model_name, client, client SIMILAR TO '(' AS x
FROM enriched_events
