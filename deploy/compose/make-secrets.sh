#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes passwords, keys and certificates for compose.yaml, each its own, in files that only you can
# read. What is there already stays. Needs openssl.
#   deploy/compose/make-secrets.sh [DIRECTORY]
set -eu
umask 077

here=$(CDPATH='' cd -- "$(dirname "$0")" && pwd -P)
directory=${1:-$here/secrets}
command -v openssl >/dev/null || {
  echo "make-secrets: no openssl found; install it (command 'openssl')." >&2
  exit 1
}
mkdir -p "$directory"
cd "$directory"

# secret FILE: 32 random bytes in hex, made by a command that never sees them as an argument.
secret() {
  [ -s "$1" ] || openssl rand -hex 32 >"$1"
}

# certificate NAME ALT-NAMES: a key and a certificate of our authority, for servers.
certificate() {
  [ -s "$1.crt" ] && return
  openssl req -new -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" 2>/dev/null
  printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth,clientAuth\n' "$2" >"$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 825 -sha256 \
    -extfile "$1.ext" -out "$1.crt" 2>/dev/null
  rm -f "$1.csr" "$1.ext"
}

secret elastic-password
secret kibana-password
secret privacy-key

if [ ! -s ca.crt ]; then
  openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 1825 -sha256 \
    -subj "/CN=Fenceline compose" -addext basicConstraints=critical,CA:TRUE \
    -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
fi
certificate elasticsearch DNS:elasticsearch,DNS:localhost,IP:127.0.0.1
certificate kibana DNS:kibana,DNS:localhost,IP:127.0.0.1

if [ ! -s kibana-secrets.yml ]; then
  {
    printf 'elasticsearch.password: "%s"\n' "$(cat kibana-password)"
    for use in security encryptedSavedObjects reporting; do
      printf 'xpack.%s.encryptionKey: "%s"\n' "$use" "$(openssl rand -hex 32)"
    done
  } >kibana-secrets.yml
fi

echo "Secrets are in $directory. The password of the user elastic is in elastic-password there."
