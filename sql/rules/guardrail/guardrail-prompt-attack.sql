WITH
-- A comma-separated column is searched word by word: LIKE '%word%' also finds parts of words.
verdicts AS (
  SELECT
    event_time, tenant, model_name, client, request_id,
    COALESCE(
      guardrail_action = 'blocked'
        AND guardrail_confidence = 'high'
        AND ARRAY_CONTAINS(SPLIT(guardrail_categories, ','), 'prompt_attack'),
      FALSE) AS is_attack
  FROM enriched_events
  WHERE guardrail_action IS NOT NULL
),
-- How many of a client's prompts the guardrail is sure are attacks, by minute.
minutes AS (
  SELECT
    window_time, tenant, model_name, client,
    COUNT(*) AS requests,
    COUNT(*) FILTER (WHERE is_attack) AS attacks,
    MAX(request_id) FILTER (WHERE is_attack) AS request_id
  FROM TABLE(TUMBLE(TABLE verdicts, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
hours AS (
  SELECT
    window_time, tenant, model_name, client,
    attacks AS attacks_now,
    SUM(attacks) OVER the_hour AS attacks,
    SUM(requests) OVER the_hour AS requests,
    ARRAY_AGG(request_id) OVER the_hour AS request_ids
  FROM minutes
  WINDOW the_hour AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '59' MINUTE PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, client,
  ARRAY_REMOVE(request_ids, CAST(NULL AS STRING)) AS request_ids,
  attacks, requests,
  100E0 * attacks / requests AS per_cent,
  -- One person attacks with most of what they send; a key for many people has a few among them.
  CASE WHEN attacks >= 0.5 * requests THEN 'medium' ELSE 'low' END AS severity
FROM hours
WHERE attacks >= 6 AND attacks_now > 0 AND attacks >= 0.02 * requests
