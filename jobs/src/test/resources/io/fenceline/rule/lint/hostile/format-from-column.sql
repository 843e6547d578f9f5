-- Refused in line 3: a format that it does not know
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE FROM_UNIXTIME(CAST(latency_ms AS BIGINT), user_agent) = 'x'
