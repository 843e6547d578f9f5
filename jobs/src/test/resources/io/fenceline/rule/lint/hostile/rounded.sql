-- Refused in line 3: fails on infinity
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE ROUND(entropy / latency_ms, 2) > 1
