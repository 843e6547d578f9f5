-- One row per model and minute.
WITH minutes AS (
  SELECT
    window_time, tenant, model_name,
    COUNT(latency_ms) AS requests,
    AVG(latency_ms) AS mean_ms
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
  WHERE latency_ms IS NOT NULL
  GROUP BY window_start, window_end, window_time, tenant, model_name
),
-- M of N: the slow ones among the last three minutes. A minute without requests is not there, so it
-- is not slow; rows alone ("the last three rows") would join minutes that are hours apart.
recent AS (
  SELECT
    window_time, tenant, model_name, requests, mean_ms,
    SUM(CASE WHEN mean_ms > 200 THEN 1 ELSE 0 END) OVER three_minutes AS slow_minutes,
    AVG(mean_ms) OVER three_minutes AS mean_of_three
  FROM minutes
  WINDOW three_minutes AS (
    PARTITION BY tenant, model_name ORDER BY window_time
    RANGE BETWEEN INTERVAL '2' MINUTE PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, slow_minutes,
  mean_of_three AS mean_ms
FROM recent
WHERE slow_minutes >= 3
