-- Software that says of itself what it is: lower case once, then one list of names.
WITH named AS (
  SELECT
    event_time, tenant, model_name, client, source_ip, request_id, status,
    REGEXP_EXTRACT(
      LOWER(user_agent),
      '(sqlmap|nikto|nuclei|gobuster|dirbuster|feroxbuster|ffuf|wfuzz|masscan|zgrab|acunetix'
        || '|garak|pyrit|promptmap|textattack)',
      1) AS tool
  FROM enriched_events
  WHERE user_agent IS NOT NULL
)
SELECT
  window_time AS event_time, tenant, model_name, client, tool,
  COUNT(*) AS requests,
  COUNT(*) FILTER (WHERE status = 'success') AS answered,
  MAX(request_id) AS request_id
FROM TABLE(TUMBLE(TABLE named, DESCRIPTOR(event_time), INTERVAL '10' MINUTE))
WHERE tool IS NOT NULL AND tool <> ''
GROUP BY window_start, window_end, window_time, tenant, model_name, client, tool
