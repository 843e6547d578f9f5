-- Refused in line 2: hints
SELECT event_time, tenant, model_name, client FROM enriched_events /*+ OPTIONS('scan.startup.mode'='earliest') */
