-- Refused in line 2: grouped without bound
SELECT DISTINCT event_time, tenant, model_name, client FROM enriched_events
