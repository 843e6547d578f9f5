-- Refused in line 3: TO_DATE fails on a text
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE TO_DATE(client) > DATE '2026-01-01'
