-- One request that breaks several policies at once. The list has no order and may repeat a word.
WITH blocked AS (
  SELECT
    event_time, tenant, model_name, client, request_id, guardrail_categories,
    CARDINALITY(ARRAY_DISTINCT(SPLIT(guardrail_categories, ','))) AS policies
  FROM enriched_events
  WHERE guardrail_action = 'blocked' AND guardrail_categories IS NOT NULL
),
minutes AS (
  SELECT
    window_time, tenant, model_name, client,
    COUNT(*) AS requests,
    MAX(policies) AS policies,
    MAX(guardrail_categories) AS categories,
    MAX(request_id) AS request_id
  FROM TABLE(TUMBLE(TABLE blocked, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
  WHERE policies >= 3
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id, requests, policies, categories
FROM minutes
