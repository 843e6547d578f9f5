SELECT
  window_time AS event_time, tenant, model_name, client,
  COUNT(*) AS invalid,
  MAX(request_id) AS request_id
FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
WHERE error_code = 'validation'
GROUP BY window_start, window_end, window_time, tenant, model_name, client
HAVING COUNT(*) > 3
