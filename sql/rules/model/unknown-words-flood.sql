-- The share of unknown words rises over a whole model, and many clients send them.
WITH history AS (
  SELECT event_time, tenant, model_name, requests, clients, oov_rate_p95,
    COUNT(*) OVER past - 1 AS n,
    (SUM(oov_rate_p95) OVER past - oov_rate_p95) / NULLIF(COUNT(*) OVER past - 1, 0) AS mean
  FROM model_windows
  WHERE oov_rate_p95 IS NOT NULL AND requests >= 50
    -- Of one client's flood the built-in oov-drift tells, and names it.
    AND clients >= 5 AND top_client_share < 0.5
  WINDOW past AS (
    PARTITION BY tenant, model_name ORDER BY event_time
    RANGE BETWEEN INTERVAL '2' HOUR PRECEDING AND CURRENT ROW)
),
judged AS (
  SELECT *, CASE WHEN n >= 12 AND oov_rate_p95 >= GREATEST(3 * mean, 0.3) THEN 1 ELSE 0 END AS high
  FROM history
)
SELECT *
FROM (
  SELECT *,
    SUM(high) OVER (
      PARTITION BY tenant, model_name ORDER BY event_time
      ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS high_windows
  FROM judged
)
WHERE high = 1 AND high_windows >= 2
