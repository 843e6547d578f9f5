-- The guardrail says no three times and more, and then lets nearly the same prompt pass.
WITH verdicts AS (
  SELECT
    event_time, tenant, model_name, client, request_id,
    guardrail_action = 'blocked' AS blocked,
    -- Passed, and nearly the same as an earlier request of this client.
    guardrail_action = 'none' AND near_duplicate AS reworded
  FROM enriched_events
  WHERE guardrail_action IN ('none', 'blocked')
    -- Unrelated requests in between are left out, so that they cannot break the sequence.
    AND (guardrail_action = 'blocked' OR near_duplicate)
)
SELECT event_time, tenant, model_name, client, request_ids
FROM verdicts
MATCH_RECOGNIZE (
  PARTITION BY tenant, model_name, client
  ORDER BY event_time
  MEASURES
    -- With the column as argument: without it the type is one without time zone.
    MATCH_ROWTIME(event_time) AS event_time,
    ARRAY[FIRST(blocks.request_id), LAST(blocks.request_id), passed.request_id] AS request_ids
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (blocks{3} passed) WITHIN INTERVAL '10' MINUTE
  DEFINE
    blocks AS blocks.blocked,
    passed AS passed.reworded
)
