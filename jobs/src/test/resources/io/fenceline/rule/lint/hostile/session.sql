-- Refused in line 3: never ends
SELECT window_time AS event_time, tenant, model_name, client, COUNT(*) AS n
FROM TABLE(SESSION(TABLE enriched_events PARTITION BY (tenant, model_name, client), DESCRIPTOR(event_time), INTERVAL '10' MINUTE))
GROUP BY window_start, window_end, window_time, tenant, model_name, client
