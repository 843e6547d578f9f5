-- One version of a model is served with other weights than in the window before.
SELECT *
FROM (
  SELECT event_time, tenant, model_name, model_version, model_digest
  FROM model_windows
  WHERE model_digest IS NOT NULL
)
MATCH_RECOGNIZE (
  -- Per version: a new version has new weights.
  PARTITION BY tenant, model_name, model_version
  ORDER BY event_time
  MEASURES
    LAST(after_it.event_time) AS event_time,
    LAST(before_it.model_digest) AS known_digest,
    LAST(after_it.model_digest) AS new_digest
  ONE ROW PER MATCH
  -- The new digest is the known one of the next match, so that a second change is seen.
  AFTER MATCH SKIP TO LAST after_it
  PATTERN (before_it after_it) WITHIN INTERVAL '1' DAY
  DEFINE after_it AS after_it.model_digest <> before_it.model_digest
)
