-- Requests in a minute that are far longer than what the model usually gets. length_ratio is the
-- length over the 99th percentile of the model's own texts, so no length has to be chosen.
WITH minutes AS (
  SELECT
    window_time, tenant, model_name, client,
    COUNT(*) AS requests,
    COUNT(*) FILTER (WHERE length_ratio >= 2 AND NOT replay) AS long_ones,
    MAX(length_ratio) AS longest,
    MAX(request_id) FILTER (WHERE length_ratio >= 2 AND NOT replay) AS request_id
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
  WHERE length_ratio IS NOT NULL
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
past AS (
  SELECT
    window_time, tenant, model_name, client, requests, long_ones, longest, request_id,
    SUM(long_ones) OVER two_hours - long_ones AS long_before
  FROM minutes
  WINDOW two_hours AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '2' HOUR PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id, requests, long_ones,
  longest
FROM past
WHERE long_ones >= 10 AND long_ones >= 0.5 * requests
  -- Said when it begins; who has sent such texts for two hours is known by then.
  AND long_before < 10
