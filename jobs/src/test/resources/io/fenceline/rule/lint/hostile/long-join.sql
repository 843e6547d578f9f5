-- Refused in line 4: looks back 10d
SELECT a.event_time, a.tenant, a.model_name, a.client FROM enriched_events a
JOIN signals b ON a.client = b.client AND b.event_time
 BETWEEN a.event_time - INTERVAL '10' DAY AND a.event_time
