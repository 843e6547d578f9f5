-- The first request of a client that makes the model run a shell, after a past without one.
WITH calls AS (
  SELECT
    event_time, tenant, model_name, client, request_id,
    COALESCE(ARRAY_CONTAINS(SPLIT(flags, ','), 'shell_tool'), FALSE) AS shell,
    COALESCE(guardrail_action <> 'none', FALSE) AS warned
  FROM enriched_events
),
tens AS (
  SELECT
    window_time, tenant, model_name, client,
    COUNT(*) AS requests,
    COUNT(*) FILTER (WHERE shell) AS shells,
    COUNT(*) FILTER (WHERE warned) AS warnings,
    MAX(request_id) FILTER (WHERE shell) AS request_id
  FROM TABLE(TUMBLE(TABLE calls, DESCRIPTOR(event_time), INTERVAL '10' MINUTE))
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
past AS (
  SELECT
    window_time, tenant, model_name, client, requests, shells, warnings, request_id,
    SUM(requests) OVER two_days - requests AS requests_before,
    SUM(shells) OVER two_days - shells AS shells_before
  FROM tens
  WINDOW two_days AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '2' DAY PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id, shells, requests_before,
  -- The guardrail found fault with the same client's prompts in the same minutes: two witnesses.
  CASE WHEN warnings > 0 THEN 'medium' ELSE 'low' END AS severity
FROM past
WHERE shells > 0 AND shells_before = 0 AND requests_before >= 100
