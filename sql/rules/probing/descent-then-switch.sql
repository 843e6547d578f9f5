-- The confidence of one group of near-duplicates falls steadily, then its class switches: an attack
-- that follows the score has arrived.
SELECT *
FROM (
  SELECT event_time, tenant, model_name, client, group_id, request_id, kind, `value`
  FROM signals
  -- score_sweep is left out on purpose: it is the descent of a brightness test or a camera in motion.
  WHERE kind IN ('score_descent', 'class_switch')
)
MATCH_RECOGNIZE (
  -- Inside one group, so that whatever else the client does cannot stand between the two.
  PARTITION BY tenant, model_name, client, group_id
  ORDER BY event_time, request_id
  MEASURES
    LAST(switch.event_time) AS event_time,
    LAST(descent.`value`) AS tau,
    ARRAY[LAST(descent.request_id), LAST(switch.request_id)] AS request_ids
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (descent switch) WITHIN INTERVAL '2' HOUR
  DEFINE
    descent AS descent.kind = 'score_descent',
    switch AS switch.kind = 'class_switch'
)
