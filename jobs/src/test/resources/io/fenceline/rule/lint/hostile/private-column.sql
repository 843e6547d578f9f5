-- Refused in line 3: private fields never reach rules
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE prompt LIKE '%secret%'
