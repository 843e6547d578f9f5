-- Refused in line 2: empty list of characters
SELECT event_time, tenant, model_name, client, TRIM(BOTH user_agent FROM client) AS x
FROM enriched_events
