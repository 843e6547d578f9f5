-- Very many requests, spread over all classes alike, whose answers are less certain than usual.
SELECT *, 1000 AS allowed
FROM (
  SELECT
    tenant, model_name, client,
    MAX(event_time) AS event_time,
    COUNT(*) AS requests,
    class_entropy(predicted_class) / LN(COUNT(DISTINCT predicted_class)) AS evenness,
    -- The rank of an answer's entropy among the model's own traffic: 0.5 on average for everybody
    -- whose inputs are like those of all others.
    AVG(entropy_rank) AS mean_rank,
    ARRAY[MIN(request_id), MAX(request_id)] AS request_ids
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' HOUR))
  WHERE NOT replay
  GROUP BY window_start, window_end, tenant, model_name, client
  HAVING COUNT(*) >= 1000 AND COUNT(DISTINCT predicted_class) >= 2
)
WHERE evenness >= 0.9 AND mean_rank >= 0.65
