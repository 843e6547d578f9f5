-- Minutes added up to an hour: the window moves by the minute, and state is sixty rows a client.
WITH minutes AS (
  SELECT
    window_time, tenant, model_name, client,
    COUNT(*) AS requests,
    MAX(request_id) AS request_id
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
  WHERE status = 'success'
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
hours AS (
  SELECT
    window_time, tenant, model_name, client, request_id,
    requests AS requests_now,
    SUM(requests) OVER the_hour AS requests
  FROM minutes
  WINDOW the_hour AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '59' MINUTE PRECEDING AND CURRENT ROW)
)
SELECT window_time AS event_time, tenant, model_name, client, request_id, requests
FROM hours
WHERE requests >= 500 AND requests - requests_now < 500
