-- One client is reported on three models within an hour.
SELECT *
FROM (
  SELECT event_time, tenant, model_name, client, request_ids,
    COUNT(DISTINCT model_name) OVER an_hour AS models_attacked
  FROM alerts
  WHERE severity >= 47 AND client IS NOT NULL AND family <> 'model'
  WINDOW an_hour AS (
    PARTITION BY tenant, client ORDER BY event_time
    RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW)
)
WHERE models_attacked >= 3
