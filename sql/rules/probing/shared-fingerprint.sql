-- Nearly the same undecided input under two identities, with different answers, within ten minutes.
WITH undecided AS (
  SELECT event_time, tenant, model_name, client, request_id, predicted_class, fingerprint,
    -- The smallest hash stands for the whole fingerprint: two of them share it as often as they
    -- share any hash, which makes a join on equality out of a comparison of everything with all.
    ARRAY_MIN(fingerprint) AS mark
  FROM enriched_events
  -- Plain inputs look alike for honest reasons; those close to a boundary are few.
  WHERE low_margin AND CARDINALITY(fingerprint) >= 4
)
SELECT
  b.event_time AS event_time,
  b.tenant AS tenant, b.model_name AS model_name, b.mark AS mark,
  a.client AS first_client, b.client AS second_client,
  overlap(a.fingerprint, b.fingerprint) AS likeness,
  ARRAY[a.request_id, b.request_id] AS request_ids
FROM undecided AS a
JOIN undecided AS b
  ON a.tenant = b.tenant AND a.model_name = b.model_name AND a.mark = b.mark
  AND b.event_time BETWEEN a.event_time AND a.event_time + INTERVAL '10' MINUTE
WHERE a.client <> b.client
  AND a.predicted_class <> b.predicted_class
  AND overlap(a.fingerprint, b.fingerprint) >= 0.75
