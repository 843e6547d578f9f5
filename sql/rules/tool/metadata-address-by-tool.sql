-- The address at which a cloud machine finds its own credentials, in a request that calls tools or
-- is followed by a leaked credential.
WITH acts AS (
  SELECT
    event_time, tenant, model_name, client, request_id,
    ARRAY_CONTAINS(SPLIT(flags, ','), 'metadata_address') AS metadata,
    ARRAY_CONTAINS(SPLIT(flags, ','), 'credential') AS credential,
    COALESCE(tool_calls, 0) AS tool_calls
  FROM enriched_events
  WHERE flags IS NOT NULL
),
minutes AS (
  SELECT
    window_time, tenant, model_name, client,
    COUNT(*) FILTER (WHERE metadata) AS asked,
    COUNT(*) FILTER (WHERE metadata AND tool_calls > 0) AS with_tools,
    COUNT(*) FILTER (WHERE credential) AS credentials,
    MAX(request_id) FILTER (WHERE metadata) AS request_id
  FROM TABLE(TUMBLE(TABLE acts, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
  WHERE metadata OR credential
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id, asked, with_tools, credentials,
  CASE
    WHEN with_tools > 0 AND credentials > 0 THEN 'high'
    WHEN with_tools > 0 THEN 'medium'
    ELSE 'low'
  END AS severity
FROM minutes
WHERE asked > 0
