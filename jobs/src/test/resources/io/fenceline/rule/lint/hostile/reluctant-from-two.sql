-- Refused in line 7: no upper bound
SELECT * FROM signals
MATCH_RECOGNIZE (
  PARTITION BY tenant, model_name, client ORDER BY event_time, request_id
  MEASURES LAST(c.event_time) AS event_time
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (a gap1{2,}? c) WITHIN INTERVAL '10' MINUTE
  DEFINE a AS a.kind = 'low_margin', c AS c.kind = 'class_switch')
