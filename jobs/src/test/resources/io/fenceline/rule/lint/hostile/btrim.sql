-- Refused in line 3: empty list of characters
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE BTRIM(client, user_agent) = 'x'
