-- Who is told to slow down and does not: by minute, then minutes in a row.
WITH minutes AS (
  SELECT
    window_time, tenant, model_name, client,
    COUNT(*) AS requests,
    COUNT(*) FILTER (WHERE error_code = 'throttled') AS throttled,
    MAX(request_id) FILTER (WHERE error_code = 'throttled') AS request_id
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
-- A minute in which nearly all is refused. A client that backs off has few requests in the next.
refused AS (
  SELECT * FROM minutes WHERE throttled >= 60 AND throttled >= 0.9 * requests
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_ids, throttled_in_all
FROM (
  SELECT
    window_time, tenant, model_name, client,
    COUNT(*) OVER ten_minutes AS refused_minutes,
    SUM(throttled) OVER ten_minutes AS throttled_in_all,
    ARRAY_AGG(request_id) OVER ten_minutes AS request_ids
  FROM refused
  WINDOW ten_minutes AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '9' MINUTE PRECEDING AND CURRENT ROW)
)
WHERE refused_minutes >= 10
