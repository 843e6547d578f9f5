-- A prompt with characters that a reader does not see, and then the model calls tools.
WITH acts AS (
  SELECT
    event_time, tenant, model_name, client, request_id, hidden_char_count,
    -- Eight hidden characters spell a word; one or two are normal in many scripts and emoji.
    COALESCE(hidden_char_count >= 8 AND hidden_char_count >= 0.05 * text_length, FALSE) AS hidden,
    COALESCE(tool_calls > 0, FALSE) AS calls_tools
  FROM enriched_events
  -- Everything else is left out, so that requests in between do not break the sequence.
  WHERE hidden_char_count >= 8 OR tool_calls > 0
)
SELECT event_time, tenant, model_name, client, request_ids, hidden_characters
FROM acts
MATCH_RECOGNIZE (
  PARTITION BY tenant, model_name, client
  ORDER BY event_time
  MEASURES
    MATCH_ROWTIME(event_time) AS event_time,
    ARRAY[smuggled.request_id, acted.request_id] AS request_ids,
    smuggled.hidden_char_count AS hidden_characters
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (smuggled acted) WITHIN INTERVAL '2' MINUTE
  DEFINE
    smuggled AS smuggled.hidden,
    acted AS acted.calls_tools
)
