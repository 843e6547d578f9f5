-- Refused in line 3: OVER has no PARTITION BY
SELECT event_time, tenant, model_name, client,
 COUNT(*) OVER (ORDER BY event_time RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS n FROM enriched_events
