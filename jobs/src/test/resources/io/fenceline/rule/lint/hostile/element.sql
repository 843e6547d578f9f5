-- Refused in line 3: more than one item
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE ELEMENT(fingerprint) = 'a'
