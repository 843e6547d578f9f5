-- One client has become most of a model's traffic, where nobody was before.
WITH history AS (
  SELECT event_time, tenant, model_name, top_client AS client, requests, clients,
    top_client_share AS share,
    COUNT(*) OVER past - 1 AS n,
    (SUM(top_client_share) OVER past - top_client_share)
      / NULLIF(COUNT(*) OVER past - 1, 0) AS usual_share,
    (SUM(requests) OVER past - requests) / NULLIF(COUNT(*) OVER past - 1, 0) AS usual_requests
  FROM model_windows
  WHERE requests >= 200 AND clients >= 5 AND top_client IS NOT NULL
  WINDOW past AS (
    PARTITION BY tenant, model_name ORDER BY event_time
    RANGE BETWEEN INTERVAL '2' HOUR PRECEDING AND CURRENT ROW)
),
judged AS (
  SELECT *
  FROM history
  -- More than all others together, twice the usual, and more requests than the whole model had:
  -- at night one of few remaining clients is most of little.
  WHERE n >= 12 AND share >= 0.6 AND share >= 2 * usual_share AND requests * share >= usual_requests
)
SELECT *
FROM (
  SELECT *,
    COUNT(*) OVER (
      PARTITION BY tenant, model_name, client ORDER BY event_time
      RANGE BETWEEN INTERVAL '15' MINUTE PRECEDING AND CURRENT ROW) AS windows
  FROM judged
)
WHERE windows >= 2
