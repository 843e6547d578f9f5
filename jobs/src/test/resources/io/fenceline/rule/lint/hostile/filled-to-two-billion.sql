-- Refused in line 3: may take all memory
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE RPAD(client, 2000000000, 'a') = 'x'
