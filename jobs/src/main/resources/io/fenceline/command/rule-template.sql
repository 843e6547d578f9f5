-- ${title}.
-- The tables that a rule may read: sql/tables.md. Functions: sql/functions.md. Idioms: sql/idioms.md.
SELECT
  -- The time of the request that completes the evidence, whom the alert is about, and the evidence.
  event_time, ${output}, request_id,
  -- What the sentence of the alert says.
  failures
FROM (
  SELECT
    event_time, ${output}, request_id,
    -- Looks back from each row. Every query needs a bound of time, and the key its entity has.
    COUNT(*) OVER (
      PARTITION BY ${entity} ORDER BY event_time
      RANGE BETWEEN INTERVAL '10' MINUTE PRECEDING AND CURRENT ROW) AS failures
  FROM enriched_events
  WHERE status = 'failure'
)
-- The row at which the count is reached, not every one after it.
WHERE failures = 20
