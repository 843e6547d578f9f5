-- Refused in line 4: looks back 30d
SELECT event_time, tenant, model_name, client,
 COUNT(*) OVER (PARTITION BY tenant, model_name, client ORDER BY event_time
  RANGE BETWEEN INTERVAL '30' DAY PRECEDING AND CURRENT ROW) AS n FROM enriched_events
