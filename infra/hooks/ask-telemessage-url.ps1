# Asks for the one thing azd does not know: where TeleMessage answers. Asked once; azd keeps it with the environment.
$ErrorActionPreference = 'Stop'

if ($env:TELEMESSAGE_URL) { exit 0 }
if ([Console]::IsInputRedirected) {
  [Console]::Error.WriteLine('TELEMESSAGE_URL is not set: run  azd env set TELEMESSAGE_URL https://…  and try again.')
  exit 1
}
$url = Read-Host 'Base address of the TeleMessage archive pull interface (https://…)'
if (-not $url.StartsWith('https://')) {
  [Console]::Error.WriteLine('The address must begin with https://')
  exit 1
}
azd env set TELEMESSAGE_URL $url
exit $LASTEXITCODE
