#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the topics that the job needs; those that are there stay.
set -eu

for topic in $TOPICS; do
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$BROKER" --create --if-not-exists \
    --topic "$topic" --partitions 2 --replication-factor 1
done
