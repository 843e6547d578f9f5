-- Software that says of itself what it is: lower case once, then one list of names.
WITH lists AS (
  SELECT
    event_time, tenant, model_name, client, source_ip, request_id, status,
    LOWER(user_agent) AS software,
    'sqlmap|nikto|nuclei|gobuster|dirbuster|feroxbuster|ffuf|wfuzz|masscan|zgrab|acunetix'
      || '|garak|pyrit|promptmap|textattack' AS names
  FROM enriched_events
),
named AS (
  SELECT
    event_time, tenant, model_name, client, source_ip, request_id, status,
    REGEXP_EXTRACT(software, '(' || names || ')', 1) AS tool
  FROM lists
  -- Nearly all requests end here: REGEXP keeps its expression, REGEXP_EXTRACT reads it each time.
  WHERE REGEXP(software, names)
)
SELECT
  window_time AS event_time, tenant, model_name, client, tool,
  COUNT(*) AS requests,
  COUNT(*) FILTER (WHERE status = 'success') AS answered,
  MAX(request_id) AS request_id
FROM TABLE(TUMBLE(TABLE named, DESCRIPTOR(event_time), INTERVAL '10' MINUTE))
GROUP BY window_start, window_end, window_time, tenant, model_name, client, tool
