-- One client sends nearly all requests of a rare class, and hardly anything else: it feeds, or tests,
-- what others' data or feedback would teach the model.
WITH shares AS (
  SELECT window_time AS hour_end, tenant, model_name, client, predicted_class,
    COUNT(*) AS requests,
    MAX(event_time) AS event_time,
    -- The share of the model's traffic that has this class or a rarer one, before this hour.
    AVG(class_tail) AS usual_share,
    ARRAY[MIN(request_id), MAX(request_id)] AS request_ids
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' HOUR))
  WHERE predicted_class IS NOT NULL AND NOT replay
  GROUP BY window_start, window_end, window_time, tenant, model_name, client, predicted_class
),
-- Windows of one hour end at one time, so a range of one minute before it is the hour itself.
of_class AS (
  SELECT *,
    SUM(requests) OVER (
      PARTITION BY tenant, model_name, predicted_class ORDER BY hour_end
      RANGE BETWEEN INTERVAL '1' MINUTE PRECEDING AND CURRENT ROW) AS requests_of_class
  FROM shares
),
of_client AS (
  SELECT *,
    SUM(requests) OVER (
      PARTITION BY tenant, model_name, client ORDER BY hour_end
      RANGE BETWEEN INTERVAL '1' MINUTE PRECEDING AND CURRENT ROW) AS requests_of_client
  FROM of_class
)
SELECT event_time, tenant, model_name, client, predicted_class, requests, request_ids,
  usual_share,
  CAST(requests AS DOUBLE) / requests_of_class AS share_of_class
FROM of_client
WHERE requests >= 50
  AND requests >= 0.8 * requests_of_class
  AND requests >= 0.8 * requests_of_client
  -- Somebody else gives the class as well, and it is rare: a client that is all there is proves
  -- nothing.
  AND requests_of_class - requests >= 3
  AND usual_share <= 0.1
