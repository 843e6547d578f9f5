-- Refused in line 3: each request meets all others of the model
SELECT a.event_time, a.tenant, a.model_name, a.client FROM enriched_events AS a
JOIN enriched_events AS b ON a.tenant = b.tenant AND a.model_name = b.model_name
  AND b.event_time BETWEEN a.event_time - INTERVAL '10' MINUTE AND a.event_time
WHERE a.client <> b.client AND a.latency_ms < b.latency_ms
