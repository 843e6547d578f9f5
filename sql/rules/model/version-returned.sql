-- A model was replaced, served for a while, and put back: a rollback, or a version that was shown for
-- as long as somebody looked.
SELECT *
FROM (
  SELECT event_time, tenant, model_name, model_version
  FROM model_windows
  WHERE model_version IS NOT NULL
)
MATCH_RECOGNIZE (
  PARTITION BY tenant, model_name
  ORDER BY event_time
  MEASURES
    LAST(back3.event_time) AS event_time,
    LAST(old3.model_version) AS returned_version,
    LAST(other.model_version) AS interim_version,
    COUNT(other.model_version) AS windows
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  -- Three windows in a row before, and three after: while a release is rolled out, windows show now
  -- the one and now the other version. The interim is bounded, which bounds the state.
  PATTERN (old1 old2 old3 other{3,200} back1 back2 back3) WITHIN INTERVAL '1' DAY
  DEFINE
    old2 AS old2.model_version = old1.model_version,
    old3 AS old3.model_version = old1.model_version,
    other AS other.model_version <> old1.model_version,
    back1 AS back1.model_version = old1.model_version,
    back2 AS back2.model_version = old1.model_version,
    back3 AS back3.model_version = old1.model_version
)
