-- Refused in line 3: several lists of one row
SELECT e.event_time, e.tenant, e.model_name, e.client FROM enriched_events AS e
CROSS JOIN UNNEST(fingerprint) AS t (h) CROSS JOIN UNNEST(fingerprint) AS u (i)
WHERE h <> i
