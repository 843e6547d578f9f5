-- Refused in line 3: each row of one side meets
SELECT a.event_time, a.tenant, a.model_name, a.client FROM enriched_events a
CROSS JOIN signals b
