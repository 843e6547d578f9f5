-- A walk along a decision boundary, step by step: the answers of one group of near-duplicates go
-- to and fro while the model is unsure.
SELECT *
FROM (
  -- Only what the pattern needs: the state of a pattern holds whole rows. Only switches, so that they
  -- follow each other: a pattern with gaps for what lies between keeps a match open for each of them.
  SELECT event_time, tenant, model_name, client, group_id, request_id,
    group_size, group_switches, group_low_margins, group_top_two_share
  FROM enriched_events
  WHERE near_duplicate AND class_switch
)
MATCH_RECOGNIZE (
  PARTITION BY tenant, model_name, client, group_id
  -- Event time first, as Flink demands; the id makes requests of one millisecond come in one order.
  ORDER BY event_time, request_id
  MEASURES
    LAST(third.event_time) AS event_time,
    LAST(third.group_size) AS requests,
    LAST(third.group_switches) AS switches,
    ARRAY[LAST(first_switch.request_id), LAST(second_switch.request_id), LAST(third.request_id)]
      AS request_ids
  ONE ROW PER MATCH
  -- The next walk needs three switches of its own.
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (first_switch second_switch third) WITHIN INTERVAL '10' MINUTE
  DEFINE
    -- Every second or third step of a walk crosses between two classes, close to both. An undecided
    -- scene before a camera flickers now and then; what explanation tools cover up has many classes.
    third AS third.group_size >= 16
      AND third.group_switches >= 0.1 * third.group_size
      AND third.group_low_margins >= 0.3 * third.group_size
      AND third.group_top_two_share >= 0.9
)
