-- Refused in line 2: reads no table
SELECT TO_TIMESTAMP_LTZ(0, 3) AS event_time, 'a' AS tenant, 'b' AS model_name, 'c' AS client
