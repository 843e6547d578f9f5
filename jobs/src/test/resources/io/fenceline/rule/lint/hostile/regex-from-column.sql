-- Refused in line 3: comes from a column
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE REGEXP(client, user_agent)
