-- Tool calls that the model made for one client, by quarter of an hour, against its own past.
WITH quarter_hours AS (
  SELECT
    window_time, tenant, model_name, client,
    COUNT(*) AS requests,
    SUM(tool_calls) AS calls,
    MAX(request_id) AS request_id
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '15' MINUTE))
  WHERE tool_calls IS NOT NULL
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
past AS (
  SELECT
    window_time, tenant, model_name, client, requests, calls, request_id,
    COUNT(*) OVER two_days AS active_quarters,
    -- The current row is the last of its window; -2 is the last but one.
    ARRAY_MAX(ARRAY_SLICE(ARRAY_AGG(calls) OVER two_days, 1, -2)) AS most_before
  FROM quarter_hours
  WINDOW two_days AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '2' DAY PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id, requests,
  calls,
  most_before,
  3 * most_before + 20 AS allowed
FROM past
WHERE active_quarters > 16
  -- Twenty more than three times as many: from one call to four is no news.
  AND calls > 3 * most_before + 20
