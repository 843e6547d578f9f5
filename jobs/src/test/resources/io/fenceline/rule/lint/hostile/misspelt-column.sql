-- Refused in line 3: did you mean 'group_size'
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE group_sise > 5
