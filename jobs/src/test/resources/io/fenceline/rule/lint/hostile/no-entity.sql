-- Refused in line 2: no column client
SELECT event_time, tenant, model_name FROM enriched_events
