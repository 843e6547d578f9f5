-- A request with two policies counts for both: UNNEST makes a row of each word of the list.
WITH blocks AS (
  SELECT event_time, tenant, model_name, client, request_id, policy
  FROM enriched_events
  CROSS JOIN UNNEST(ARRAY_DISTINCT(SPLIT(guardrail_categories, ','))) AS listed (policy)
  WHERE guardrail_action = 'blocked'
),
-- The producer chooses the words: only known ones, so that the list cannot grow without end.
hours AS (
  SELECT
    window_time, tenant, model_name, client, policy,
    COUNT(*) AS blocked,
    MAX(request_id) AS request_id
  FROM TABLE(TUMBLE(TABLE blocks, DESCRIPTOR(event_time), INTERVAL '1' HOUR))
  WHERE policy IN ('content', 'topic', 'word', 'pii', 'prompt_attack', 'grounding')
  GROUP BY window_start, window_end, window_time, tenant, model_name, client, policy
),
past AS (
  SELECT
    window_time, tenant, model_name, client, policy, blocked, request_id,
    SUM(blocked) OVER the_week - blocked AS blocked_before
  FROM hours
  WINDOW the_week AS (
    PARTITION BY tenant, model_name, client, policy ORDER BY window_time
    RANGE BETWEEN INTERVAL '7' DAY PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, client, policy, request_id, blocked,
  blocked_before
FROM past
-- More in this hour than in the whole week before: no baseline of requests is needed for that.
WHERE blocked >= 10 AND blocked > blocked_before
