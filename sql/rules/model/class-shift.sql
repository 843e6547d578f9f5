-- The predicted classes of one hour against those of the hour before, by every measure we have.
WITH hours AS (
  SELECT window_time AS hour_end, tenant, model_name,
    MAX(event_time) AS event_time,
    COUNT(*) AS requests,
    COUNT(DISTINCT client) AS clients,
    class_counts(predicted_class) AS classes
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' HOUR))
  GROUP BY window_start, window_end, window_time, tenant, model_name
  HAVING COUNT(*) >= 200
),
compared AS (
  SELECT this_one.event_time, this_one.tenant, this_one.model_name, this_one.requests,
    this_one.clients,
    chi_squared_p(this_one.classes, before.classes) AS p,
    shift_effect(this_one.classes, before.classes) AS effect,
    cramers_v(this_one.classes, before.classes) AS cramers_v,
    population_stability_index(this_one.classes, before.classes) AS stability_index,
    jensen_shannon_distance(this_one.classes, before.classes) AS distance
  FROM hours AS this_one
  -- Windows end on the hour, so a range around an hour ago holds exactly the one before; each hour is
  -- kept only until the next has come. (Flink 2.3 does not plan this join for an equality of times.)
  JOIN hours AS before
    ON this_one.tenant = before.tenant AND this_one.model_name = before.model_name
    AND before.hour_end BETWEEN this_one.hour_end - INTERVAL '65' MINUTE
      AND this_one.hour_end - INTERVAL '55' MINUTE
)
SELECT *
FROM compared
-- p alone would report any difference of two large hours; the effect says whether it matters. Several
-- clients, because one that comes or goes is no change of the model's world.
WHERE p < 0.000001 AND effect >= 0.15 AND clients >= 5
