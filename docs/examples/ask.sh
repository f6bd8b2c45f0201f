#!/bin/sh
# Asks, and prints the answer as JSON. PARLEY is the address of the server, KEY an API key.
curl --silent --show-error --fail-with-body "$PARLEY/api/chat" \
  -H "authorization: Bearer $KEY" \
  --json '{ "message": "What is 6 * 7?" }'
