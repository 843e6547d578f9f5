-- How slow a request is for its model and its client: latency_z is in standard deviations of the
-- model's own distribution, less what is usual for the client. No millisecond has to be chosen.
WITH clients AS (
  SELECT
    window_start, window_end, window_time, tenant, model_name, client,
    COUNT(*) AS requests,
    AVG(latency_z) AS z,
    AVG(latency_ms) AS mean_ms
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
  WHERE latency_z IS NOT NULL
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
-- Every client has one voice: a busy one with slow requests does not make the model slow.
minutes AS (
  SELECT
    window_time, tenant, model_name,
    COUNT(*) AS clients,
    SUM(requests) AS requests,
    AVG(z) AS z,
    AVG(mean_ms) AS mean_ms,
    COUNT(*) FILTER (WHERE z > 1.5) AS slow_clients
  FROM clients
  GROUP BY window_start, window_end, window_time, tenant, model_name
),
-- A minute is slow if most clients are; too few of them say nothing.
judged AS (
  SELECT
    window_time, tenant, model_name, clients, requests, z, mean_ms,
    CASE WHEN clients >= 3 AND requests >= 10 AND slow_clients > 0.5 * clients THEN 1 ELSE 0 END
      AS slow
  FROM minutes
),
-- M of N: three of the last five minutes, the current one among them.
recent AS (
  SELECT
    window_time, tenant, model_name, clients, mean_ms, z, slow,
    SUM(slow) OVER five_minutes AS slow_minutes
  FROM judged
  WINDOW five_minutes AS (
    PARTITION BY tenant, model_name ORDER BY window_time
    RANGE BETWEEN INTERVAL '4' MINUTE PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, slow_minutes, clients,
  mean_ms,
  z
FROM recent
WHERE slow = 1 AND slow_minutes >= 3
