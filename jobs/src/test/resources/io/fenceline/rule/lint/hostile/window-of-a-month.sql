-- Refused in line 3: looks back 30d
SELECT window_time AS event_time, tenant, model_name, client, COUNT(*) AS n
FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '30' DAY))
GROUP BY window_start, window_end, window_time, tenant, model_name, client
