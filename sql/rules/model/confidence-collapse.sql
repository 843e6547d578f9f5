-- A model that was sure of its answers is not any more, against its own last two hours, in two of
-- three windows.
WITH history AS (
  SELECT event_time, tenant, model_name, requests, clients, confidence_p50,
    -- Flink's OVER ends at the current row; taking the row itself out leaves the past alone.
    COUNT(confidence_p50) OVER past - 1 AS n,
    (SUM(confidence_p50) OVER past - confidence_p50)
      / NULLIF(COUNT(confidence_p50) OVER past - 1, 0) AS mean,
    (SUM(confidence_p50 * confidence_p50) OVER past - confidence_p50 * confidence_p50)
      / NULLIF(COUNT(confidence_p50) OVER past - 1, 0) AS mean_of_squares
  FROM model_windows
  WHERE confidence_p50 IS NOT NULL AND requests >= 50
  WINDOW past AS (
    PARTITION BY tenant, model_name ORDER BY event_time
    RANGE BETWEEN INTERVAL '2' HOUR PRECEDING AND CURRENT ROW)
),
judged AS (
  SELECT *,
    CASE
      -- At least 0.15 and four of its own deviations: small samples wobble, and a model whose median
      -- never moves has a deviation of nearly nothing.
      WHEN n >= 12 AND mean - confidence_p50
        >= GREATEST(0.15, 4 * SQRT(GREATEST(mean_of_squares - mean * mean, 0)))
      THEN 1 ELSE 0
    END AS low
  FROM history
)
SELECT *
FROM (
  SELECT event_time, tenant, model_name, requests, clients, confidence_p50, mean, low,
    SUM(low) OVER (
      PARTITION BY tenant, model_name ORDER BY event_time
      ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS low_windows
  FROM judged
)
WHERE low = 1 AND low_windows >= 2
