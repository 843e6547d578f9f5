-- Refused in line 3: may take all memory
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE REPEAT(client, 1000000) = 'x'
