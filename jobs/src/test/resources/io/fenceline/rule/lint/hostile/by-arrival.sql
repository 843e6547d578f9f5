-- Refused in line 4: PROCTIME reads the clock
SELECT event_time, tenant, model_name, client FROM (
 SELECT *, 
 ROW_NUMBER() OVER (PARTITION BY client ORDER BY PROCTIME()) AS place FROM enriched_events) WHERE place = 1
