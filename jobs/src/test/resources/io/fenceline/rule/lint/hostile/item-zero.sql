-- Refused in line 1: index starting at 1
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE fingerprint[0] = 'a'
