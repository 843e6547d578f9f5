-- Tokens in and out by client and hour.
WITH hours AS (
  SELECT
    window_time, tenant, model_name, client,
    COUNT(*) AS requests,
    SUM(COALESCE(token_count, 0) + COALESCE(output_tokens, 0)) AS tokens,
    MAX(request_id) AS request_id
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' HOUR))
  WHERE token_count IS NOT NULL OR output_tokens IS NOT NULL
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
-- A week to the hour, so that the job that runs once a week is among them. An OVER window always
-- has the current row as its last: slicing off the last leaves the past (-2 is the last but one).
past AS (
  SELECT
    window_time, tenant, model_name, client, requests, tokens, request_id,
    COUNT(*) OVER the_week AS active_hours,
    ARRAY_MAX(ARRAY_SLICE(ARRAY_AGG(tokens) OVER the_week, 1, -2)) AS most_before
  FROM hours
  WINDOW the_week AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '7' DAY PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id, requests,
  tokens,
  most_before,
  3 * most_before AS allowed
FROM past
-- A day of activity before there is anything to compare with.
WHERE active_hours > 24
  AND tokens > 3 * most_before
  AND tokens >= 20000
