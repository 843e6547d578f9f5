-- Findings of the producer that some clients always have: a client is measured by its own day, one
-- finding at a time.
WITH words AS (
  SELECT event_time, tenant, model_name, client, request_id, flag
  FROM enriched_events
  CROSS JOIN UNNEST(ARRAY_DISTINCT(SPLIT(flags, ','))) AS listed (flag)
),
tens AS (
  SELECT
    window_time, tenant, model_name, client, flag,
    COUNT(*) AS flagged,
    MAX(request_id) AS request_id
  FROM TABLE(TUMBLE(TABLE words, DESCRIPTOR(event_time), INTERVAL '10' MINUTE))
  -- A closed list: what a producer makes up must not grow the state.
  WHERE flag IN ('sensitive_data', 'malicious_url')
  GROUP BY window_start, window_end, window_time, tenant, model_name, client, flag
),
past AS (
  SELECT
    window_time, tenant, model_name, client, flag, flagged, request_id,
    SUM(flagged) OVER the_day - flagged AS flagged_before
  FROM tens
  WINDOW the_day AS (
    PARTITION BY tenant, model_name, client, flag ORDER BY window_time
    RANGE BETWEEN INTERVAL '25' HOUR PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, client, flag, request_id, flagged,
  flagged_before
FROM past
WHERE flagged >= CASE flag WHEN 'malicious_url' THEN 3 ELSE 10 END
  AND flagged > flagged_before
