-- A credential is used as never before, and within two hours the client is reported for an attack.
SELECT *
FROM (
  SELECT event_time, tenant, model_name, client, alert_id, rule_id, family, severity, request_ids
  FROM alerts
  WHERE client IS NOT NULL
    AND (family = 'principal' OR (severity >= 47 AND family IN ('similarity', 'extraction')))
)
MATCH_RECOGNIZE (
  PARTITION BY tenant, model_name, client
  ORDER BY event_time, alert_id
  MEASURES
    LAST(attack.event_time) AS event_time,
    LAST(place.rule_id) AS first_rule,
    LAST(attack.rule_id) AS attack_rule,
    LAST(attack.request_ids) AS request_ids
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  -- Further principal alerts in between are part of the same story; the bound keeps them few.
  PATTERN (place more{0,10}? attack) WITHIN INTERVAL '2' HOUR
  DEFINE
    place AS place.family = 'principal',
    more AS more.family = 'principal',
    attack AS attack.family <> 'principal'
)
