-- One rule reports many clients of one model within an hour: a campaign, or a fault of the model.
SELECT *
FROM (
  SELECT event_time, tenant, model_name, rule_id, request_ids,
    COUNT(DISTINCT client) OVER an_hour AS clients
  FROM alerts
  WHERE severity >= 47 AND client IS NOT NULL AND family <> 'model'
  WINDOW an_hour AS (
    PARTITION BY tenant, model_name, rule_id ORDER BY event_time
    RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW)
)
WHERE clients >= 5
