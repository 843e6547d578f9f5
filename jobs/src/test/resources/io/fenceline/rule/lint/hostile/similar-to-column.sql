-- Refused in line 3: fails on a text that it cannot read
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE client SIMILAR TO user_agent
