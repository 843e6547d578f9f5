-- Refused in line 2: all columns of enriched_events
SELECT *, COUNT(*) OVER (PARTITION BY tenant, model_name, client ORDER BY event_time RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS n FROM enriched_events
