// A trial: no network, no lock, nothing kept ready. Invented or test data only.
using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'archiver-trial')
param location = readEnvironmentVariable('AZURE_LOCATION')
param telemessageUrl = readEnvironmentVariable('TELEMESSAGE_URL')

var administratorList = readEnvironmentVariable('ARCHIVER_ADMINISTRATORS', '')
param administrators = empty(administratorList) ? [] : split(administratorList, ',')

param privateNetwork = false
param fixedOutboundAddress = false
param archiveRedundancy = 'Standard_LRS'
param hostRedundancy = 'Standard_LRS'
param softDeleteDays = 7
param archiveDeleteLock = false
param purgeProtection = false
param durableAlwaysReady = 0
param alertsEnabled = false
param logRetentionDays = 30
param logDailyQuotaGb = '1'
param monthlyBudget = 30
param budgetStartDate = readEnvironmentVariable('BUDGET_START_DATE', '')
