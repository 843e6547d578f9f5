-- Refused in line 3: repeats a group
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE REGEXP_EXTRACT(user_agent, '(a|aa)*b') = 'x'
