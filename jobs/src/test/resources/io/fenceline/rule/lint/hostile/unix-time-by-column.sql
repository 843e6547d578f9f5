-- Refused in line 3: a format that it does not know
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE UNIX_TIMESTAMP(client, user_agent) > 0
