-- Ten requests in a row that the client itself got wrong, then one that goes through: somebody learns
-- by trying what the endpoint takes.
SELECT *
FROM (
  SELECT event_time, tenant, model_name, client, request_id, error_code,
    -- Only errors that the caller makes: an outage gives timeouts and server errors to all.
    error_code IN ('validation', 'access_denied') AS wrong
  FROM inference_events
)
MATCH_RECOGNIZE (
  PARTITION BY tenant, model_name, client
  ORDER BY event_time, request_id
  MEASURES
    LAST(works.event_time) AS event_time,
    LAST(works.request_id) AS request_id,
    COUNT(trial.request_id) AS trials,
    LAST(trial.error_code) AS last_error
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  -- A fixed count, not {10,}: at most ten matches are open per client, however many errors it makes.
  PATTERN (trial{10} works) WITHIN INTERVAL '10' MINUTE
  DEFINE
    trial AS trial.wrong IS TRUE,
    works AS works.wrong IS NOT TRUE
)
