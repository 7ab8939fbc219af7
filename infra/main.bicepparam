// Production. azd reads this file; what is taken from the environment can be set with `azd env set NAME VALUE`.
using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param telemessageUrl = readEnvironmentVariable('TELEMESSAGE_URL', '')
param archiveDomain = readEnvironmentVariable('ARCHIVE_DOMAIN', 'archive.invalid')

// Whoever deploys becomes the first administrator; a pipeline names people instead: object ids, separated by commas.
var deployer = readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', 'User') == 'User'
  ? readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
  : ''
var administratorList = readEnvironmentVariable('ARCHIVER_ADMINISTRATORS', deployer)
param administrators = empty(administratorList) ? [] : split(administratorList, ',')

var emailList = readEnvironmentVariable('ARCHIVER_ALERT_EMAILS', '')
param alertEmails = empty(emailList) ? [] : split(emailList, ',')

var digestList = readEnvironmentVariable('ARCHIVER_DIGEST_TO', '')
param digestTo = empty(digestList) ? [] : split(digestList, ',')

// A second person may have to do these two.
param registerSignIn = bool(readEnvironmentVariable('ARCHIVER_REGISTER_SIGN_IN', 'true'))
param signInClientId = readEnvironmentVariable('ARCHIVER_SIGN_IN_CLIENT_ID', '')
param grantGraphPermissions = bool(readEnvironmentVariable('ARCHIVER_GRANT_GRAPH', 'true'))

param privateNetwork = bool(readEnvironmentVariable('ARCHIVER_PRIVATE_NETWORK', 'true'))
param fixedOutboundAddress = bool(readEnvironmentVariable('ARCHIVER_FIXED_ADDRESS', 'true'))
param networkAddressPrefix = readEnvironmentVariable('ARCHIVER_NETWORK', '10.90.0.0/22')

param archiveRedundancy = 'Standard_GZRS'
param hostRedundancy = 'Standard_ZRS'
param rawImmutabilityDays = int(readEnvironmentVariable('ARCHIVER_RAW_IMMUTABILITY_DAYS', '0'))
param legalHold = bool(readEnvironmentVariable('ARCHIVER_LEGAL_HOLD', 'false'))
param keepRawDays = int(readEnvironmentVariable('ARCHIVER_KEEP_RAW_DAYS', '0'))
param archiveDeleteLock = true
param purgeProtection = true

param durableAlwaysReady = 1
param drain = bool(readEnvironmentVariable('ARCHIVER_DRAIN', 'false'))
param monthlyBudget = int(readEnvironmentVariable('ARCHIVER_MONTHLY_BUDGET', '300'))
param budgetStartDate = readEnvironmentVariable('BUDGET_START_DATE', '')
param runbookUrl = readEnvironmentVariable('ARCHIVER_RUNBOOK_URL', 'docs/operations.md')
