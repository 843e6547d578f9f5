-- SPDX-License-Identifier: Apache-2.0
SELECT window_time AS event_time, tenant, model_name, client, COUNT(*) AS requests
FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '5' MINUTE))
GROUP BY window_start, window_end, window_time, tenant, model_name, client
HAVING COUNT(*) > 100
