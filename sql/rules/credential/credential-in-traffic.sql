-- Requests or answers in which the producer found a credential, against the client's own week.
WITH found AS (
  SELECT
    event_time, tenant, model_name, client, request_id,
    ARRAY_CONTAINS(SPLIT(flags, ','), 'credential') AS credential
  FROM enriched_events
  WHERE flags IS NOT NULL
),
tens AS (
  SELECT
    window_time, tenant, model_name, client,
    COUNT(*) AS found,
    MAX(request_id) AS request_id
  FROM TABLE(TUMBLE(TABLE found, DESCRIPTOR(event_time), INTERVAL '10' MINUTE))
  WHERE credential
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
past AS (
  SELECT
    window_time, tenant, model_name, client, found, request_id,
    SUM(found) OVER the_week - found AS found_before
  FROM tens
  WINDOW the_week AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '7' DAY PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id, found,
  found_before
FROM past
-- The first of a week, and whenever ten minutes have more than the whole week before.
WHERE found > found_before
