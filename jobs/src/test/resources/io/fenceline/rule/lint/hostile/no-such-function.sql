-- Refused in line 3: did you mean 'entropy'
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE entropi(scores) > 1
