-- The length of answers on a log scale, as lengths are skewed: one novel among notes must not make
-- everything else look short.
WITH answers AS (
  SELECT
    event_time, tenant, model_name, client, request_id,
    LN(1 + COALESCE(output_tokens, output_length)) AS log_length
  FROM enriched_events
  WHERE status = 'success' AND COALESCE(output_tokens, output_length) >= 0
),
clients AS (
  SELECT
    window_start, window_end, window_time, tenant, model_name, client,
    COUNT(*) AS answers,
    SUM(log_length) AS logs,
    SUM(log_length * log_length) AS squares,
    MAX(request_id) AS request_id
  FROM TABLE(TUMBLE(TABLE answers, DESCRIPTOR(event_time), INTERVAL '1' HOUR))
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
everybody AS (
  SELECT
    window_start, window_end, window_time, tenant, model_name,
    SUM(answers) AS answers,
    SUM(logs) AS logs,
    SUM(squares) AS squares,
    COUNT(*) AS clients
  FROM clients
  GROUP BY window_start, window_end, window_time, tenant, model_name
),
-- The others are everybody without the client itself: whoever is judged must not be the measure.
others AS (
  SELECT
    c.window_time, c.tenant, c.model_name, c.client, c.request_id, c.answers,
    c.logs / c.answers AS own_mean,
    e.clients - 1 AS others,
    (e.logs - c.logs) / (e.answers - c.answers) AS mean_of_others,
    (e.squares - c.squares) / (e.answers - c.answers) AS square_of_others
  FROM clients AS c
  JOIN everybody AS e
    ON c.window_start = e.window_start AND c.window_end = e.window_end
    AND c.tenant = e.tenant AND c.model_name = e.model_name
  WHERE e.answers - c.answers >= 100
),
judged AS (
  SELECT
    *,
    -- At least a factor of e^0.5: others that all answer alike must not make a hair's breadth tell.
    (own_mean - mean_of_others)
      / GREATEST(0.5, SQRT(GREATEST(0, square_of_others - mean_of_others * mean_of_others)))
      AS deviations
  FROM others
),
outlying AS (
  SELECT * FROM judged WHERE others >= 5 AND answers >= 20 AND deviations > 3
),
counted AS (
  SELECT
    window_time, tenant, model_name, client, request_id, answers, own_mean, mean_of_others,
    deviations, others,
    COUNT(*) OVER the_week AS times
  FROM outlying
  WINDOW the_week AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '7' DAY PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id, answers, others,
  EXP(own_mean) AS own_length,
  EXP(mean_of_others) AS length_of_others,
  deviations
FROM counted
-- A tenant of long answers is normal from its second such hour within a week.
WHERE times = 1
