-- One address tries keys that do not open anything: guessing, or working through a stolen list.
SELECT *
FROM (
  SELECT event_time, tenant, model_name, source_ip, request_id,
    COUNT(DISTINCT api_key_id) OVER an_hour AS keys_refused,
    COUNT(*) OVER an_hour AS refusals
  FROM inference_events
  -- Many good keys behind one address are a gateway; refused ones are not.
  WHERE error_code = 'access_denied' AND source_ip IS NOT NULL AND api_key_id IS NOT NULL
  WINDOW an_hour AS (
    PARTITION BY tenant, source_ip ORDER BY event_time
    RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW)
)
WHERE keys_refused >= 10
