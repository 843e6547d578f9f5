-- A running sum by hour over 24 hours, said in the hour that crosses the limit.
WITH hours AS (
  SELECT
    window_time, tenant, model_name, client,
    SUM(COALESCE(token_count, 0) + COALESCE(output_tokens, 0)) AS tokens,
    MAX(request_id) AS request_id
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' HOUR))
  WHERE token_count IS NOT NULL OR output_tokens IS NOT NULL
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
days AS (
  SELECT
    window_time, tenant, model_name, client, request_id,
    tokens AS tokens_now,
    SUM(tokens) OVER the_day AS tokens
  FROM hours
  WINDOW the_day AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '23' HOUR PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id,
  tokens
FROM days
WHERE tokens > 1000000 AND tokens - tokens_now <= 1000000
