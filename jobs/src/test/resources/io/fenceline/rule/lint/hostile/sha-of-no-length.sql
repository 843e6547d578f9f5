-- Refused in line 3: a length that there is not
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE SHA2(client, 255) = 'x'
