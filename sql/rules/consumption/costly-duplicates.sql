-- The very same input again and again. Retries, health checks and load tests do that, too, so it
-- must be much, it must be dear, and it must be new for this client.
WITH tens AS (
  SELECT
    window_time, tenant, model_name, client,
    COUNT(*) AS requests,
    COUNT(*) FILTER (WHERE replay) AS replays,
    SUM(COALESCE(token_count, 0) + COALESCE(output_tokens, 0)) FILTER (WHERE replay) AS tokens,
    MAX(request_id) FILTER (WHERE replay) AS request_id
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '10' MINUTE))
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
past AS (
  SELECT
    window_time, tenant, model_name, client, requests, replays, tokens, request_id,
    COUNT(*) OVER the_day AS active_tens,
    SUM(replays) OVER the_day - replays AS replays_before
  FROM tens
  WINDOW the_day AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '25' HOUR PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id, requests, replays,
  replays_before,
  tokens
FROM past
WHERE active_tens > 36
  AND replays >= 200
  AND replays >= 0.8 * requests
  -- More in ten minutes than in the 25 hours before. A health check has repeated itself all day.
  AND replays > replays_before
  -- A ping costs nothing: 100 tokens each at least.
  AND tokens >= 100 * replays
