-- Vary an input, see its class switch, leave it at that moment, and do the same with the next one:
-- two rounds in a row.
SELECT *
FROM (
  SELECT event_time, tenant, model_name, client, request_id, kind
  FROM signals
  WHERE kind IN ('near_duplicate_run', 'class_switch', 'left_after_switch')
)
MATCH_RECOGNIZE (
  PARTITION BY tenant, model_name, client
  -- Signals of one request have one time and one id; their kind puts them in order.
  ORDER BY event_time, request_id, kind
  MEASURES
    LAST(left2.event_time) AS event_time,
    ARRAY[LAST(run1.request_id), LAST(left1.request_id), LAST(switch2.request_id),
      LAST(left2.request_id)] AS request_ids
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  -- left_after_switch comes with the eighth request of the next input, which may bring a run of its
  -- own first; the gaps take that, and further switches, in. No gap takes the row that ends it, so
  -- that each begin has one match open, and none takes more than forty rows: what is open at once is
  -- bounded, whoever sends however many.
  PATTERN (run1 gap1{0,40}? switch1 gap2{0,40}? left1 gap3{0,40}? switch2 gap4{0,40}? left2)
    WITHIN INTERVAL '1' HOUR
  DEFINE
    run1 AS run1.kind = 'near_duplicate_run',
    gap1 AS gap1.kind <> 'class_switch',
    switch1 AS switch1.kind = 'class_switch',
    gap2 AS gap2.kind <> 'left_after_switch',
    left1 AS left1.kind = 'left_after_switch',
    gap3 AS gap3.kind <> 'class_switch',
    switch2 AS switch2.kind = 'class_switch',
    gap4 AS gap4.kind <> 'left_after_switch',
    left2 AS left2.kind = 'left_after_switch'
)
