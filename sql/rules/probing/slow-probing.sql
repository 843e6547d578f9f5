-- Low and slow: a few near-duplicates of undecided inputs an hour, hour after hour.
WITH hours AS (
  SELECT
    window_time AS hour_end, tenant, model_name, client,
    MAX(event_time) AS event_time,
    COUNT(*) AS probes,
    SUM(CASE WHEN class_switch THEN 1 ELSE 0 END) AS switches,
    ARRAY[MIN(request_id), MAX(request_id)] AS request_ids
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' HOUR))
  WHERE near_duplicate AND low_margin
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
  -- One undecided input now and then is daily life.
  HAVING COUNT(*) >= 3 AND SUM(CASE WHEN class_switch THEN 1 ELSE 0 END) >= 1
)
SELECT *
FROM (
  -- M of N: hours that lack are no rows, so counting the rows of the last six hours is enough.
  SELECT event_time, tenant, model_name, client, request_ids, probes,
    COUNT(*) OVER last_six AS hours_with_probes,
    SUM(probes) OVER last_six AS all_probes,
    SUM(switches) OVER last_six AS all_switches
  FROM hours
  WINDOW last_six AS (
    PARTITION BY tenant, model_name, client ORDER BY hour_end
    RANGE BETWEEN INTERVAL '5' HOUR PRECEDING AND CURRENT ROW)
)
WHERE hours_with_probes >= 4
