-- Refused in line 3: no JSON, or lacks
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE JSON_QUERY(client, '$.a' ERROR ON EMPTY) = 'x'
