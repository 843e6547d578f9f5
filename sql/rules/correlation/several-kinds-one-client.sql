-- Rules that look at different things agree about one client within an hour.
SELECT *
FROM (
  SELECT event_time, tenant, model_name, client, request_ids,
    COUNT(DISTINCT family) OVER an_hour AS kinds,
    COUNT(DISTINCT rule_id) OVER an_hour AS rules
  FROM alerts
  -- Low alerts are leads that honest clients have too; of a model nobody is to blame.
  WHERE severity >= 47 AND client IS NOT NULL AND family <> 'model'
  WINDOW an_hour AS (
    PARTITION BY tenant, model_name, client ORDER BY event_time
    RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW)
)
WHERE kinds >= 3
