-- Refused in line 6: stops there
SELECT * FROM signals
MATCH_RECOGNIZE (
  PARTITION BY tenant, model_name, client ORDER BY event_time, request_id
  MEASURES LAST(c.event_time) AS event_time
  AFTER MATCH SKIP TO FIRST a
  PATTERN (a c) WITHIN INTERVAL '10' MINUTE
  DEFINE a AS a.kind = 'low_margin', c AS c.kind = 'class_switch')
