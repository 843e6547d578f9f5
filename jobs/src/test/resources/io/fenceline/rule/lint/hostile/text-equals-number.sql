-- Refused in line 3: compared with a number
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE error_code = 400
