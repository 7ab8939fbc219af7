#!/bin/sh
# Asks for the one thing azd does not know: where TeleMessage answers. Asked once; azd keeps it with the environment.
set -eu

if [ -n "${TELEMESSAGE_URL:-}" ]; then
  exit 0
fi
if [ ! -t 0 ]; then
  echo "TELEMESSAGE_URL is not set: run  azd env set TELEMESSAGE_URL https://…  and try again." >&2
  exit 1
fi
printf 'Base address of the TeleMessage archive pull interface (https://…): '
read -r url
case "$url" in
  https://?*) azd env set TELEMESSAGE_URL "$url" ;;
  *)
    echo "The address must begin with https://" >&2
    exit 1
    ;;
esac
