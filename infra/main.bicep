metadata name = 'Mobile archiver'
metadata description = 'Wires the modules of app/: nothing is created here but the resource group.'

targetScope = 'subscription'

@description('Name of the environment, e.g. archive-prod. Part of the resource group\'s name and of every unique name.')
@minLength(1)
@maxLength(32)
param environmentName string

@description('Region. It must offer Flex Consumption.')
@metadata({ azd: { type: 'location' } })
@minLength(1)
param location string

@description('Base address of the TeleMessage archive pull interface, https.')
@minLength(12)
@maxLength(512)
param telemessageUrl string

@description('Right-hand side of generated Message-IDs and synthetic addresses: a domain of your own that receives no mail. Never change it once messages are archived.')
@minLength(4)
@maxLength(190)
param archiveDomain string = 'archive.invalid'

@description('Object ids of the people and groups that become Connector.Admin. None: assign the role in the portal.')
@maxLength(20)
param administrators string[] = []

@description('Whether storage and vault are reached through a virtual network only. Off for a trial: the data is then guarded by identity alone.')
param privateNetwork bool = true

@description('Address space of the virtual network, a /23 or larger. Cannot be changed once deployed.')
@minLength(9)
@maxLength(18)
param networkAddressPrefix string = '10.90.0.0/22'

@description('Whether the app leaves the network from one fixed public address, which TeleMessage can allow by name. Needs privateNetwork.')
param fixedOutboundAddress bool = true

@description('Redundancy of the archive. GZRS keeps three zones and a second region.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS', 'Standard_RAGRS', 'Standard_RAGZRS'])
param archiveRedundancy string = 'Standard_GZRS'

@description('Redundancy of the Functions host\'s own account.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param hostRedundancy string = 'Standard_ZRS'

@description('Days a deleted or overwritten blob of the archive can be brought back.')
@minValue(7)
@maxValue(365)
param softDeleteDays int = 30

@description('Whether nothing may be removed from the archive, whatever the days below say.')
param legalHold bool = false

@description('Days that raw pages, e-mails and media are kept, 30 at least; 0: for ever.')
@minValue(0)
@maxValue(36500)
param keepRawDays int = 0

@description('Days that staged items are kept, 30 at least; 0: for ever. They are made anew from the raw bytes.')
@minValue(0)
@maxValue(36500)
param keepStagedDays int = 90

@description('Days that the ledger keeps runs with their items, deliveries and exceptions, 30 at least; 0: for ever.')
@minValue(0)
@maxValue(36500)
param keepLedgerDays int = 0

@description('Days after which raw bytes and media go to the cool tier.')
@minValue(1)
@maxValue(3650)
param coolAfterDays int = 30

@description('Days for which raw pages and e-mails cannot be changed or deleted, e.g. 2555 for seven years; 0 sets no policy. Unlocked until a person locks it.')
@minValue(0)
@maxValue(146000)
param rawImmutabilityDays int = 0

@description('Whether a lock protects the archive\'s account against deletion.')
param archiveDeleteLock bool = true

@description('Whether a deleted vault or secret is kept for 90 days against everyone. Cannot be turned off again.')
param purgeProtection bool = true

@description('Whether no run is begun and none taken up again, before an update; those under way go on to their end.')
param drain bool = false

@description('Addresses of administrators into whose mailboxes a daily letter is written: what was archived, what waits. None: no letter. The app must be allowed to write to these mailboxes.')
@maxLength(20)
param digestTo string[] = []

@description('Memory of an instance in megabytes.')
@allowed([2048, 4096])
param instanceMemoryMB int = 2048

@description('Most instances at a time.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('Instances kept ready for Durable\'s functions; they are billed all day. 0: a run begins up to a minute later.')
@minValue(0)
@maxValue(4)
param durableAlwaysReady int = 1

@description('Whether instances are spread over availability zones. Needs durableAlwaysReady of 2 or more, and a region that offers it for Flex Consumption.')
param zoneRedundant bool = false

@description('Whether the registration people sign in with is made here. Needs Application Administrator; otherwise make it by hand and give signInClientId.')
param registerSignIn bool = true

@description('Client id of a registration made by hand, when registerSignIn is off. Empty: nobody can sign in yet.')
@maxLength(36)
param signInClientId string = ''

@description('Whether User.Read.All is granted here. Needs Privileged Role Administrator; otherwise grant it by hand.')
param grantGraphPermissions bool = true

@description('Whether the app may write to every mailbox of the tenant. Leave it off and name the mailboxes in Exchange instead.')
param allMailboxes bool = false

@description('Addresses that alerts are sent to. None: the subscription\'s owners are told.')
@maxLength(20)
param alertEmails string[] = []

@description('Whether alerts fire.')
param alertsEnabled bool = true

@description('Address of the runbook that alerts link to.')
@minLength(1)
param runbookUrl string = 'docs/operations.md'

@description('Budget a month in the currency of the subscription; 0: none. It warns and stops nothing.')
@minValue(0)
@maxValue(1000000)
param monthlyBudget int = 300

@description('First day of the month the budget began with, yyyy-MM-01. Empty: this month. Give what the first deployment put out, so that the next changes nothing.')
@maxLength(10)
param budgetStartDate string = ''

@description('Days logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Gigabytes of logs a day after which nothing more is taken in, as text; -1: no limit.')
@minLength(1)
@maxLength(6)
param logDailyQuotaGb string = '5'

@description('Tags of every resource, besides the name of the environment.')
param tags object = {}

@description('This month. Leave it alone: only a default may ask for the time.')
@minLength(10)
@maxLength(10)
param thisMonth string = utcNow('yyyy-MM-01')

var token = uniqueString(subscription().id, environmentName, location)
var allTags = union(tags, { 'azd-env-name': environmentName })
// Known before the site is there: the registration and the site name each other.
var appName = 'func-${token}'
var hostName = '${appName}.azurewebsites.net'
var httpsUrl = startsWith(telemessageUrl, 'https://')
  ? telemessageUrl
  : fail('telemessageUrl must begin with https://')
var immutabilityDays = keepRawDays == 0 || keepRawDays >= rawImmutabilityDays
  ? rawImmutabilityDays
  : fail('keepRawDays must not be less than rawImmutabilityDays: what is to be removed could not be')
var spreadOverZones = !zoneRedundant || durableAlwaysReady >= 2
  ? zoneRedundant
  : fail('zoneRedundant needs durableAlwaysReady of 2 or more')
var budgetStart = empty(budgetStartDate) ? thisMonth : budgetStartDate

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: allTags
}

module identity 'app/identity.bicep' = {
  name: 'archiver-identity'
  scope: group
  params: {
    location: location
    token: token
    tags: allTags
  }
}

module network 'app/network.bicep' = if (privateNetwork) {
  name: 'archiver-network'
  scope: group
  params: {
    location: location
    token: token
    tags: allTags
    addressPrefix: networkAddressPrefix
    fixedOutboundAddress: fixedOutboundAddress
  }
}

module monitoring 'app/monitoring.bicep' = {
  name: 'archiver-monitoring'
  scope: group
  params: {
    location: location
    token: token
    tags: allTags
    appPrincipalId: identity.outputs.appPrincipalId
    retentionDays: logRetentionDays
    dailyQuotaGb: logDailyQuotaGb
    alertEmails: alertEmails
  }
}

module hostStorage 'app/host-storage.bicep' = {
  name: 'archiver-host-storage'
  scope: group
  params: {
    location: location
    token: token
    tags: allTags
    redundancy: hostRedundancy
    appPrincipalId: identity.outputs.appPrincipalId
    endpoints: network.?outputs.endpoints
    workspaceResourceId: monitoring.outputs.workspaceResourceId
  }
}

module archiveStorage 'app/archive-storage.bicep' = {
  name: 'archiver-archive-storage'
  scope: group
  params: {
    location: location
    token: token
    tags: allTags
    redundancy: archiveRedundancy
    softDeleteDays: softDeleteDays
    coolAfterDays: coolAfterDays
    rawImmutabilityDays: immutabilityDays
    legalHold: legalHold
    deleteLock: archiveDeleteLock
    appPrincipalId: identity.outputs.appPrincipalId
    endpoints: network.?outputs.endpoints
    workspaceResourceId: monitoring.outputs.workspaceResourceId
  }
}

module vault 'app/vault.bicep' = {
  name: 'archiver-vault'
  scope: group
  params: {
    location: location
    token: token
    tags: allTags
    purgeProtection: purgeProtection
    appPrincipalId: identity.outputs.appPrincipalId
    endpoints: network.?outputs.endpoints
    workspaceResourceId: monitoring.outputs.workspaceResourceId
  }
}

module entra 'app/entra.bicep' = if (registerSignIn) {
  name: 'archiver-entra'
  scope: group
  params: {
    environmentName: environmentName
    token: token
    hostName: hostName
    signInPrincipalId: identity.outputs.signInPrincipalId
    administrators: administrators
  }
}

module graphPermissions 'app/graph-permissions.bicep' = if (grantGraphPermissions) {
  name: 'archiver-graph-permissions'
  scope: group
  params: {
    appPrincipalId: identity.outputs.appPrincipalId
    allMailboxes: allMailboxes
  }
}

module functionApp 'app/function-app.bicep' = {
  name: 'archiver-function-app'
  scope: group
  params: {
    location: location
    token: token
    tags: allTags
    name: appName
    appIdentity: {
      resourceId: identity.outputs.appResourceId
      clientId: identity.outputs.appClientId
    }
    signInIdentity: {
      resourceId: identity.outputs.signInResourceId
      clientId: identity.outputs.signInClientId
    }
    signInClientId: entra.?outputs.clientId ?? signInClientId
    hostStorageName: hostStorage.outputs.name
    packageContainerUrl: hostStorage.outputs.packageContainerUrl
    archiveStorageName: archiveStorage.outputs.name
    vaultUri: vault.outputs.uri
    telemetryAddress: monitoring.outputs.telemetryAddress
    workspaceResourceId: monitoring.outputs.workspaceResourceId
    subnetResourceId: network.?outputs.appSubnetResourceId
    telemessageUrl: httpsUrl
    archiveDomain: archiveDomain
    drain: drain
    digestTo: digestTo
    retention: {
      legalHold: legalHold
      rawDays: keepRawDays
      stagedDays: keepStagedDays
      ledgerDays: keepLedgerDays
    }
    instanceMemoryMB: instanceMemoryMB
    maximumInstances: maximumInstances
    durableAlwaysReady: durableAlwaysReady
    zoneRedundant: spreadOverZones
  }
}

module alerts 'app/alerts.bicep' = {
  name: 'archiver-alerts'
  scope: group
  params: {
    location: location
    token: token
    tags: allTags
    insightsResourceId: monitoring.outputs.insightsResourceId
    actionGroupResourceId: monitoring.outputs.actionGroupResourceId
    runbookUrl: runbookUrl
    enabled: alertsEnabled
  }
}

module workbook 'app/workbook.bicep' = {
  name: 'archiver-workbook'
  scope: group
  params: {
    location: location
    tags: allTags
    environmentName: environmentName
    insightsResourceId: monitoring.outputs.insightsResourceId
  }
}

module budget 'app/budget.bicep' = if (monthlyBudget > 0) {
  name: 'archiver-budget'
  scope: group
  params: {
    token: token
    amount: monthlyBudget
    startDate: budgetStart
    alertEmails: alertEmails
    actionGroupResourceId: monitoring.outputs.actionGroupResourceId
  }
}

@description('Resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Name of the function app.')
output FUNCTION_APP_NAME string = functionApp.outputs.name

@description('Address of the app: the administration page, and under /api its interface.')
output ARCHIVER_URL string = functionApp.outputs.url

@description('Name of the task hub in the host\'s account.')
output TASK_HUB string = functionApp.outputs.taskHub

@description('Name of the archive\'s account.')
output ARCHIVE_STORAGE_NAME string = archiveStorage.outputs.name

@description('Address of the vault.')
output KEY_VAULT_URL string = vault.outputs.uri

@description('Client id of the identity the app works with, for Exchange.')
output APP_CLIENT_ID string = identity.outputs.appClientId

@description('Object id of the identity the app works with, for Exchange.')
output APP_PRINCIPAL_ID string = identity.outputs.appPrincipalId

@description('Client id of the registration people sign in with; empty: there is none yet.')
output SIGN_IN_CLIENT_ID string = entra.?outputs.clientId ?? signInClientId

@description('Object id of the identity that stands in for the secret of the sign-in, for a registration made by hand.')
output SIGN_IN_PRINCIPAL_ID string = identity.outputs.signInPrincipalId

@description('The address the app calls TeleMessage from, to be allowed there; empty: it is not fixed.')
output OUTBOUND_ADDRESS string = network.?outputs.outboundAddress ?? ''

@description('First day of the month the budget began with: azd gives it to the next deployment.')
output BUDGET_START_DATE string = budgetStart

@description('Resource id of the workbook.')
output WORKBOOK_ID string = workbook.outputs.resourceId
