-- SPDX-License-Identifier: Apache-2.0
SELECT event_time, tenant, model_name, client, api_key_id, request_id, alike
FROM (
  SELECT event_time, tenant, model_name, client, api_key_id, request_id,
    COUNT(*) OVER (PARTITION BY tenant, model_name, client ORDER BY event_time
      RANGE BETWEEN INTERVAL '10' MINUTE PRECEDING AND CURRENT ROW) AS alike
  FROM enriched_events
  WHERE near_duplicate
)
WHERE alike = 20
