#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Runs once Elasticsearch is up: sets the password of Kibana's own account. No secret is an argument
# of a command, where other processes could read it.
set -eu

printf 'user = "elastic:%s"\n' "$(cat "$SECRETS/elastic-password")" |
  curl --silent --show-error --fail --retry 10 --retry-connrefused --cacert "$SECRETS/ca.crt" \
    --config - --data-binary @<(printf '{"password":"%s"}' "$(cat "$SECRETS/kibana-password")") \
    --header 'Content-Type: application/json' \
    "$ELASTICSEARCH/_security/user/kibana_system/_password" >/dev/null
