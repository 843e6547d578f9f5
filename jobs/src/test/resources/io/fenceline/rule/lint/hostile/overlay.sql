-- Refused in line 3: shorter than the position
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE OVERLAY(client PLACING user_agent FROM group_size) = 'x'
