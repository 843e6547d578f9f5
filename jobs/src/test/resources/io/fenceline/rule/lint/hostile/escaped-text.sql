-- Refused in line 2: backslashes
SELECT event_time, tenant, model_name, client FROM enriched_events WHERE client = E'a\'; DROP TABLE x; --'
