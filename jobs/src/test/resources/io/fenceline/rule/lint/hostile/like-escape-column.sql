-- Refused in line 2: escape that is no single character
SELECT event_time, tenant, model_name, client, client LIKE 'a' ESCAPE user_agent AS x
FROM enriched_events
