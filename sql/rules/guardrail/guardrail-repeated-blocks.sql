-- Count by minute, then add up the minutes of the last hour: at most sixty rows of state for a
-- client, however many requests it sends.
WITH minutes AS (
  SELECT
    window_time, tenant, model_name, client,
    COUNT(*) AS blocked,
    MAX(request_id) AS request_id
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
  WHERE guardrail_action = 'blocked'
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
hours AS (
  SELECT
    window_time, tenant, model_name, client,
    blocked AS blocked_now,
    SUM(blocked) OVER the_hour AS blocked,
    ARRAY_AGG(request_id) OVER the_hour AS request_ids
  FROM minutes
  -- 59 minutes before this one: 60 in all.
  WINDOW the_hour AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '59' MINUTE PRECEDING AND CURRENT ROW)
)
SELECT window_time AS event_time, tenant, model_name, client, request_ids, blocked
FROM hours
-- The minute that crosses the limit, and no later one.
WHERE blocked > 5 AND blocked - blocked_now <= 5
