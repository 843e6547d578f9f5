-- Refused in line 2: fails on patterns that end in the escape
SELECT event_time, tenant, model_name, client, client LIKE user_agent ESCAPE '!' AS x
FROM enriched_events
