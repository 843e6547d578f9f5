-- Refused in line 7: as many rows as it can
SELECT * FROM enriched_events
MATCH_RECOGNIZE (
  PARTITION BY tenant, model_name, client ORDER BY event_time
  MEASURES LAST(b.event_time) AS event_time, a.status AS first_status
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (a{5,} b) WITHIN INTERVAL '10' MINUTE
  DEFINE a AS a.status = 'failure', b AS b.status = 'success')
