-- What share of a client's requests is malformed, by ten minutes, against its own last day.
WITH tens AS (
  SELECT
    window_time, tenant, model_name, client,
    COUNT(*) AS requests,
    COUNT(*) FILTER (WHERE error_code = 'validation') AS invalid,
    -- Repetitions of one malformed request are a retry loop; probing sends ever new ones.
    COUNT(*) FILTER (WHERE error_code = 'validation' AND NOT replay) AS invalid_new,
    MAX(request_id) FILTER (WHERE error_code = 'validation') AS request_id
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '10' MINUTE))
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
past AS (
  SELECT
    window_time, tenant, model_name, client, requests, invalid, invalid_new, request_id,
    SUM(requests) OVER the_day - requests AS requests_before,
    SUM(invalid) OVER the_day - invalid AS invalid_before
  FROM tens
  WINDOW the_day AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '25' HOUR PRECEDING AND CURRENT ROW)
),
judged AS (
  -- One error in a hundred is allowed to whom nobody knows.
  SELECT *, requests * (invalid_before + 0.5E0) / (requests_before + 50) AS expected
  FROM past
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id, requests, invalid,
  10 + 5 * expected AS allowed
FROM judged
WHERE invalid_new > 10 + 5 * expected
