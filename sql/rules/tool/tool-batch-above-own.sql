-- The largest batch of tool calls in one request, by quarter of an hour. The maximum of a window is
-- one row, however many requests there were.
WITH quarter_hours AS (
  SELECT
    window_time, tenant, model_name, client,
    COUNT(*) AS requests,
    MAX(tool_calls) AS batch
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '15' MINUTE))
  WHERE tool_calls > 0
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
past AS (
  SELECT
    window_time, tenant, model_name, client, requests, batch,
    SUM(requests) OVER two_days - requests AS requests_before,
    ARRAY_MAX(ARRAY_SLICE(ARRAY_AGG(batch) OVER two_days, 1, -2)) AS most_before
  FROM quarter_hours
  WINDOW two_days AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '2' DAY PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, client,
  batch,
  most_before,
  3 * most_before + 10 AS allowed
FROM past
WHERE requests_before >= 50 AND batch > 3 * most_before + 10
