-- Refused in line 1: fails on a text that is none
SELECT event_time, tenant, model_name, client FROM enriched_events WHERE error_code > 400
