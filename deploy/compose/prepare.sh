#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Runs as root in the service "prepare": gives each service its secrets, owned by the user that the
# service runs as (1000 in the images of Elasticsearch and Kibana, 9999 in that of Flink).
set -eu

from=${FROM:-/from}
to=${TO:-/to}
[ -s "$from/elastic-password" ] || {
  echo "There are no secrets; run deploy/compose/make-secrets.sh first." >&2
  exit 1
}

give() { # OWNER DIRECTORY FILE...
  local owner=$1 directory=$2
  shift 2
  for file in "$@"; do
    install -m 0400 "$from/$file" "$to/$directory/$file"
    chown "$owner" "$to/$directory/$file"
  done
  chown "$owner" "$to/$directory"
  chmod 0700 "$to/$directory"
}

give "${ELASTIC_USER:-1000:0}" elasticsearch \
  ca.crt elasticsearch.crt elasticsearch.key elastic-password kibana-password
cat "${KIBANA_YML:-/kibana.yml}" "$from/kibana-secrets.yml" >"$to/kibana/kibana.yml"
chown "${ELASTIC_USER:-1000:0}" "$to/kibana/kibana.yml"
chmod 0400 "$to/kibana/kibana.yml"
give "${ELASTIC_USER:-1000:0}" kibana ca.crt kibana.crt kibana.key
# The job never sees the administrator's password.
give "${FLINK_USER:-9999:9999}" setup ca.crt elastic-password
give "${FLINK_USER:-9999:9999}" job ca.crt privacy-key
chown "${FLINK_USER:-9999:9999}" "$to/checkpoints"
