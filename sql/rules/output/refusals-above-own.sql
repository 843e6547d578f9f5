-- Answers in which the model refuses, as the producer found them, against the client's own day.
WITH verdicts AS (
  SELECT
    event_time, tenant, model_name, client, request_id,
    -- NULL has no words; FILTER wants TRUE, so a plain condition is enough here.
    ARRAY_CONTAINS(SPLIT(flags, ','), 'refusal') AS refused
  FROM enriched_events
),
tens AS (
  SELECT
    window_time, tenant, model_name, client,
    COUNT(*) AS requests,
    COUNT(*) FILTER (WHERE refused) AS refusals,
    MAX(request_id) FILTER (WHERE refused) AS request_id
  FROM TABLE(TUMBLE(TABLE verdicts, DESCRIPTOR(event_time), INTERVAL '10' MINUTE))
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
past AS (
  SELECT
    window_time, tenant, model_name, client, requests, refusals, request_id,
    SUM(requests) OVER the_day - requests AS requests_before,
    SUM(refusals) OVER the_day - refusals AS refusals_before
  FROM tens
  WINDOW the_day AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '25' HOUR PRECEDING AND CURRENT ROW)
),
judged AS (
  SELECT *, requests * (refusals_before + 0.5E0) / (requests_before + 50) AS expected
  FROM past
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id, requests, refusals,
  5 + 3 * expected AS allowed
FROM judged
WHERE refusals > 5 + 3 * expected
