-- Refused in line 3: all rows there are
SELECT event_time, tenant, model_name, client,
  ARRAY_AGG(request_id) OVER (PARTITION BY tenant, model_name, client ORDER BY event_time
    RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS request_ids
FROM enriched_events
