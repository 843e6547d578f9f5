-- One row per client and ten minutes: a flood is a row, too, so an attacker cannot make state grow.
WITH tens AS (
  SELECT
    window_time, tenant, model_name, client,
    COUNT(*) AS requests,
    COUNT(*) FILTER (WHERE guardrail_action = 'blocked') AS blocked,
    MAX(request_id) FILTER (WHERE guardrail_action = 'blocked') AS request_id
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '10' MINUTE))
  WHERE guardrail_action IS NOT NULL
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
-- The sums of the last day contain the current row, so it is taken off again.
past AS (
  SELECT
    window_time, tenant, model_name, client, requests, blocked, request_id,
    SUM(requests) OVER the_day - requests AS requests_before,
    SUM(blocked) OVER the_day - blocked AS blocked_before
  FROM tens
  WINDOW the_day AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '25' HOUR PRECEDING AND CURRENT ROW)
),
-- How many blocks the client's own past explains. Half a block in fifty requests stands for what
-- is not known yet, so that a new client is allowed one in a hundred.
judged AS (
  SELECT
    *,
    requests * (blocked_before + 0.5E0) / (requests_before + 50) AS expected
  FROM past
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id, requests, blocked,
  5 + 3 * expected AS allowed
FROM judged
WHERE blocked > 5 + 3 * expected
