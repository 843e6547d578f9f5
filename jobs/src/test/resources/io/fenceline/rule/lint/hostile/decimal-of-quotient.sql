-- Refused in line 3: fails on infinity
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE CAST(entropy / latency_ms AS DECIMAL(10, 2)) > 1
