-- Refused in line 3: without bound of time
SELECT event_time, tenant, model_name, client,
 LAG(predicted_class) OVER (PARTITION BY tenant, model_name, client ORDER BY event_time) AS n FROM enriched_events
