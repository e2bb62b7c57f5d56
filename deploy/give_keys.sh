#!/bin/sh
# Gives each account the private keys it signs with, and the data keys to those who seal. Run as root in the key folder.
set -eu
give() { # account key...
    account=$1
    shift
    for key in "$@"; do chown "mingtang-$account:" "$key.private.pem" && chmod 0400 "$key.private.pem"; done
}
give content content publish
give services services
give accounts accounts session
give assistant assistant
give dataplatform dataplatform
give operations operations
give openplatform openplatform
give gateway gateway
chown root: audit.private.pem && chmod 0400 audit.private.pem
chown root:mingtang-data data-keys.json && chmod 0440 data-keys.json
chmod 0444 public/*.pem
