-- Requests by client and ten minutes.
WITH tens AS (
  SELECT
    window_time, tenant, model_name, client,
    COUNT(*) AS requests,
    MAX(rate_z) AS rate_z,
    MAX(request_id) AS request_id
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '10' MINUTE))
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
-- More than a day, so that yesterday's peak and last night's batch are among them.
past AS (
  SELECT
    window_time, tenant, model_name, client, requests, rate_z, request_id,
    COUNT(*) OVER the_day AS active_tens,
    ARRAY_MAX(ARRAY_SLICE(ARRAY_AGG(requests) OVER the_day, 1, -2)) AS most_before
  FROM tens
  WINDOW the_day AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '25' HOUR PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id, requests, most_before,
  5 * most_before AS allowed,
  rate_z
FROM past
WHERE active_tens > 36
  AND requests > 5 * most_before
  AND requests >= 600
  -- The rate of single minutes must be as unusual as the sum: a longer run at the old pace is not.
  AND rate_z >= 3
