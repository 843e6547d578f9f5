-- Refused in line 2: all rows there are
SELECT window_time AS event_time, tenant, model_name, client, ARRAY_AGG(request_id) AS request_ids
FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, window_time, tenant, model_name, client
