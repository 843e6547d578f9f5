-- Refused in line 2: not a SELECT
INSERT INTO alerts SELECT event_time, tenant, model_name, client FROM enriched_events
