-- Models that one client asks for and may not use. The entity is the client over all its models,
-- so model_name is counted and not part of the key.
WITH denials AS (
  SELECT
    event_time, tenant, client, model_name, request_id,
    -- Three digits of a hash stand for the name: at most 4,096 values to remember, whatever names
    -- somebody makes up.
    LEFT(MD5(model_name), 3) AS model_hash
  FROM enriched_events
  WHERE error_code = 'access_denied'
)
-- The last hour, looked at each ten minutes; the window's slices are shared, and the state is the
-- set of hashes in each.
SELECT
  window_time AS event_time, tenant, client,
  COUNT(DISTINCT model_hash) AS denied_models,
  COUNT(*) AS denials,
  MIN(model_name) AS one_model,
  MAX(model_name) AS another_model,
  MAX(request_id) AS request_id
FROM TABLE(HOP(TABLE denials, DESCRIPTOR(event_time), INTERVAL '10' MINUTE, INTERVAL '1' HOUR))
GROUP BY window_start, window_end, window_time, tenant, client
-- Six windows see the same denials; the suppression of alerts makes one of them.
HAVING COUNT(DISTINCT model_hash) >= 4
