-- Refused in line 3: MATCH_RECOGNIZE has no PARTITION BY
SELECT * FROM enriched_events
MATCH_RECOGNIZE (
   ORDER BY event_time
  MEASURES LAST(b.event_time) AS event_time, a.status AS first_status, a.tenant AS tenant, a.model_name AS model_name, a.client AS client
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (a b) WITHIN INTERVAL '10' MINUTE
  DEFINE a AS a.status = 'failure', b AS b.status = 'success')
