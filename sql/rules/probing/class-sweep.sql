-- The answers of one client are spread over more classes than those of all clients together.
WITH hours AS (
  SELECT
    tenant, model_name, client,
    MAX(event_time) AS event_time,
    COUNT(*) AS requests,
    COUNT(DISTINCT predicted_class) AS classes,
    -- exp(entropy) is the number of classes that, equally frequent, would be spread as much.
    EXP(class_entropy(predicted_class)) AS spread,
    EXP(AVG(class_entropy)) AS spread_of_all,
    ARRAY[MIN(request_id), MAX(request_id)] AS request_ids
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' HOUR))
  WHERE class_entropy IS NOT NULL AND predicted_class IS NOT NULL
  GROUP BY window_start, window_end, tenant, model_name, client
  -- With fewer the client's own spread is too uncertain: its bias is about (classes - 1) / 2n nats.
  HAVING COUNT(*) >= 100
)
SELECT *, CAST(2 * spread_of_all AS DOUBLE) AS allowed
FROM hours
WHERE spread > 2 * spread_of_all
