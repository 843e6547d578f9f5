-- The fixed form: requests of a minute and their mean length in characters.
SELECT
  window_time AS event_time, tenant, model_name, client,
  COUNT(*) AS requests,
  AVG(text_length) AS mean_length,
  MAX(request_id) AS request_id
FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
WHERE text_length IS NOT NULL
GROUP BY window_start, window_end, window_time, tenant, model_name, client
HAVING COUNT(*) >= 10 AND AVG(text_length) >= 5000
