-- Keys that are refused, by the address they come from. The entity is the address: the keys are
-- what the attacker tries, and none of them is a client.
WITH refused AS (
  SELECT
    event_time, tenant, source_ip, api_key_id, request_id,
    -- At most 4,096 values to remember, however many keys somebody makes up.
    LEFT(MD5(api_key_id), 3) AS key_hash
  FROM enriched_events
  WHERE error_code IN ('access_denied', 'unauthenticated')
    AND source_ip IS NOT NULL AND api_key_id IS NOT NULL
),
tens AS (
  SELECT
    window_time, tenant, source_ip,
    COUNT(*) AS denials,
    COUNT(DISTINCT key_hash) AS denied_keys,
    MAX(request_id) AS request_id,
    MIN(api_key_id) AS one_key,
    MAX(api_key_id) AS another_key
  FROM TABLE(TUMBLE(TABLE refused, DESCRIPTOR(event_time), INTERVAL '10' MINUTE))
  GROUP BY window_start, window_end, window_time, tenant, source_ip
)
SELECT
  window_time AS event_time, tenant, source_ip, request_id, denials, denied_keys,
  ARRAY[one_key, another_key] AS api_key_ids
FROM tens
-- A key that is refused once or twice was tried; one that is refused a hundred times is a client.
WHERE denied_keys >= 10 AND denials <= 3 * denied_keys
