-- Refused in line 3: has no end
SELECT event_time, tenant, model_name, client FROM enriched_events
/* and so on
