-- Refused in line 2: no column event_time
SELECT tenant, model_name, client FROM enriched_events
