-- Answers of a model are much more uncertain than in its own last two hours, in three of five windows.
WITH history AS (
  SELECT event_time, tenant, model_name, requests, clients, top_client_share, entropy_p50,
    entropy_p95,
    COUNT(*) OVER past - 1 AS n,
    (SUM(entropy_p50) OVER past - entropy_p50) / NULLIF(COUNT(*) OVER past - 1, 0) AS mean,
    -- The largest of the past is a limit without any assumption of how medians are spread. The row
    -- itself is among them, so it may equal the maximum; a second one like it does not exceed it.
    MAX(entropy_p50) OVER past AS largest
  FROM model_windows
  WHERE entropy_p50 IS NOT NULL AND requests >= 50
  WINDOW past AS (
    PARTITION BY tenant, model_name ORDER BY event_time
    RANGE BETWEEN INTERVAL '2' HOUR PRECEDING AND CURRENT ROW)
),
judged AS (
  SELECT *,
    CASE WHEN n >= 12 AND entropy_p50 >= GREATEST(2 * mean, mean + 0.2) AND entropy_p50 >= 0.9 * largest
      THEN 1 ELSE 0 END AS raised
  FROM history
)
SELECT *
FROM (
  SELECT *,
    SUM(raised) OVER (
      PARTITION BY tenant, model_name ORDER BY event_time
      ROWS BETWEEN 4 PRECEDING AND CURRENT ROW) AS raised_windows
  FROM judged
)
WHERE raised = 1 AND raised_windows >= 3
