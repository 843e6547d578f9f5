#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Runs once Elasticsearch is up: sets the password of Kibana's own account. No secret is an argument
# of a command, where other processes could read it.
set -eu

account() {
  printf 'user = "elastic:%s"\n' "$(cat "$SECRETS/elastic-password")" |
    curl --silent --show-error --fail --cacert "$SECRETS/ca.crt" --config - \
      --data-binary @<(printf '{"password":"%s"}' "$(cat "$SECRETS/kibana-password")") \
      --header 'Content-Type: application/json' \
      "$ELASTICSEARCH/_security/user/kibana_system/_password" >/dev/null
}

# For some seconds after its start Elasticsearch knows nobody: it answers 401 to right passwords.
for attempt in $(seq "${ATTEMPTS:-60}"); do
  if account; then
    exit 0
  fi
  echo "Attempt $attempt was too early or is wrong." >&2
  sleep 2
done
echo "Elasticsearch does not take Kibana's password; see its log." >&2
exit 1
