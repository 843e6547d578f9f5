-- Refused in line 3: may be 0
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE group_switches / group_size > 1
