-- Refused in line 2: has no end
SELECT event_time, tenant, model_name, client FROM enriched_events WHERE client = 'a
