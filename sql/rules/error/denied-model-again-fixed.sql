-- Denials of one client on one model by minute, added up to an hour.
WITH minutes AS (
  SELECT
    window_time, tenant, model_name, client,
    COUNT(*) AS denials,
    MAX(request_id) AS request_id
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
  WHERE error_code = 'access_denied'
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
hours AS (
  SELECT
    window_time, tenant, model_name, client, request_id,
    denials AS denials_now,
    SUM(denials) OVER the_hour AS denials
  FROM minutes
  WINDOW the_hour AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '59' MINUTE PRECEDING AND CURRENT ROW)
)
SELECT window_time AS event_time, tenant, model_name, client, request_id, denials
FROM hours
WHERE denials > 3 AND denials - denials_now <= 3
