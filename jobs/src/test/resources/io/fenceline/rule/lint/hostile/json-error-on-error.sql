-- Refused in line 3: no JSON, or lacks
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE JSON_VALUE(client, '$.a' ERROR ON ERROR) = 'x'
