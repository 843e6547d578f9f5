-- Refused in line 3: OVER looks back without bound
SELECT event_time, tenant, model_name, client,
 COUNT(*) OVER (PARTITION BY tenant, model_name, client ORDER BY event_time) AS n FROM enriched_events
