-- Refused in line 8: does not run in DEFINE
SELECT * FROM enriched_events
MATCH_RECOGNIZE (
  PARTITION BY tenant, model_name, client ORDER BY event_time, request_id
  MEASURES LAST(b.event_time) AS event_time
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (a b) WITHIN INTERVAL '10' MINUTE
  DEFINE a AS ARRAY_CONTAINS(a.fingerprint, 'a'), b AS b.near_duplicate)
