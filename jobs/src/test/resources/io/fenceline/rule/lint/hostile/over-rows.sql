-- Refused in line 3: keeps rows of each key
SELECT event_time, tenant, model_name, client,
 COUNT(*) OVER (PARTITION BY tenant, model_name, client ORDER BY event_time ROWS BETWEEN 5 PRECEDING AND CURRENT ROW) AS n FROM enriched_events
