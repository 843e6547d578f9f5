-- Refused in line 3: lists of different lengths
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE MAP_FROM_ARRAYS(fingerprint, ARRAY['a'])['a'] = 'x'
