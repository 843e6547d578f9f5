-- Long prompts, many of them, with long answers: the product of the three is the tokens. Compare
-- one client with all others of the same ten minutes, so that no number of tokens has to be chosen.
WITH clients AS (
  SELECT
    window_start, window_end, window_time, tenant, model_name, client,
    COUNT(*) AS requests,
    SUM(token_count) AS prompt_tokens,
    SUM(output_tokens) AS answer_tokens,
    MAX(request_id) AS request_id
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '10' MINUTE))
  WHERE token_count IS NOT NULL AND output_tokens IS NOT NULL
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
-- The model's row is the sum of its clients' rows: a cascade of windows, no second look at events.
everybody AS (
  SELECT
    window_start, window_end, window_time, tenant, model_name,
    SUM(requests) AS requests,
    SUM(prompt_tokens) AS prompt_tokens,
    SUM(answer_tokens) AS answer_tokens,
    COUNT(*) AS clients
  FROM clients
  GROUP BY window_start, window_end, window_time, tenant, model_name
),
compared AS (
  SELECT
    c.window_time, c.tenant, c.model_name, c.client, c.request_id, c.requests,
    e.clients - 1 AS others,
    (c.prompt_tokens + c.answer_tokens) / (e.prompt_tokens + e.answer_tokens) AS share,
    c.prompt_tokens / c.requests AS prompt_mean,
    c.answer_tokens / c.requests AS answer_mean,
    (e.prompt_tokens - c.prompt_tokens) / NULLIF(e.requests - c.requests, 0) AS prompt_of_others,
    (e.answer_tokens - c.answer_tokens) / NULLIF(e.requests - c.requests, 0) AS answer_of_others
  FROM clients AS c
  JOIN everybody AS e
    ON c.window_start = e.window_start AND c.window_end = e.window_end
    AND c.tenant = e.tenant AND c.model_name = e.model_name
),
-- Only the few rows that are large go on, so the look back costs next to nothing.
large_users AS (
  SELECT *
  FROM compared
  WHERE others >= 5 AND requests >= 20 AND share > 0.5
    AND prompt_mean >= 4 * prompt_of_others
    AND answer_mean >= 4 * answer_of_others
),
counted AS (
  SELECT
    window_time, tenant, model_name, client, request_id, requests, others, share,
    COUNT(*) OVER the_day AS times
  FROM large_users
  WINDOW the_day AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '25' HOUR PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id, requests, others,
  share,
  100 * share AS per_cent
FROM counted
-- The first three times of a day; a tenant that is always so is known by then.
WHERE times <= 3
