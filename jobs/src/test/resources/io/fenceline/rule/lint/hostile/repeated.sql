-- Refused in line 3: may take all memory
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE REPEAT(client, group_size) = 'x'
