-- Refused in line 3: character set that there is not
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE ENCODE(client, 'x') = x'00'
