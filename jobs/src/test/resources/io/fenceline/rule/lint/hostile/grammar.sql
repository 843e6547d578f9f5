-- Refused in line 3: is not understood here
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE AND client = 'a'
