-- Refused in line 4: first rows are kept
SELECT event_time, tenant, model_name, client FROM (
 SELECT *,
 ROW_NUMBER() OVER (PARTITION BY tenant, model_name, client ORDER BY entropy) AS place FROM enriched_events) WHERE place <= 3
