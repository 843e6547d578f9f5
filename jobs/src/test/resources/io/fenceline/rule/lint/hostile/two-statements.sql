-- Refused in line 3: a second statement
SELECT event_time, tenant, model_name, client FROM enriched_events;
DROP TABLE enriched_events
