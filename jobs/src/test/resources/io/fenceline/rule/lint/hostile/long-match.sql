-- Refused in line 7: looks back 30d
SELECT * FROM enriched_events
MATCH_RECOGNIZE (
  PARTITION BY tenant, model_name, client ORDER BY event_time
  MEASURES LAST(b.event_time) AS event_time, a.status AS first_status
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (a b) WITHIN INTERVAL '30' DAY
  DEFINE a AS a.status = 'failure', b AS b.status = 'success')
