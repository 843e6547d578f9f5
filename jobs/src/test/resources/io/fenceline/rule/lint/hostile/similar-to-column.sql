-- Refused in line 3: comes from a column
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE client SIMILAR TO user_agent
