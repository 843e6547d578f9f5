-- Refused in line 2: LISTAGG depends on
SELECT window_time AS event_time, tenant, model_name, client, LISTAGG(user_agent) AS agents
FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, window_time, tenant, model_name, client
