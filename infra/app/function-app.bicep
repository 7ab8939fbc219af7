metadata description = 'The function app on Flex Consumption: plan, site, settings, sign-in.'

@description('Region.')
@minLength(1)
param location string

@description('Suffix that makes names unique.')
@minLength(5)
@maxLength(13)
param token string

@description('Tags of every resource.')
param tags object

@description('Name of the app, and so its host name.')
@minLength(2)
@maxLength(60)
param name string

@description('Identity the app works with.')
param appIdentity { resourceId: string, clientId: string }

@description('Identity that stands in for the secret of the sign-in.')
param signInIdentity { resourceId: string, clientId: string }

@description('Client id of the registration that people sign in with. Empty: nobody can sign in, and every call but the health probe is refused.')
@maxLength(36)
param signInClientId string

@description('Account of the Functions host.')
@minLength(1)
param hostStorageName string

@description('Container the package is deployed to.')
@minLength(1)
param packageContainerUrl string

@description('Account of the archive.')
@minLength(1)
param archiveStorageName string

@description('Address of the vault.')
@minLength(1)
param vaultUri string

@description('Where telemetry is sent. It opens nothing: keys are off.')
@minLength(1)
param telemetryAddress string

@description('Workspace for the record of sign-ins.')
@minLength(1)
param workspaceResourceId string

@description('Subnet of the app; none: it is in no network.')
param subnetResourceId string?

@description('Base address of the TeleMessage archive pull interface.')
@minLength(1)
param telemessageUrl string

@description('Right-hand side of generated Message-IDs and synthetic addresses.')
@minLength(1)
param archiveDomain string

@description('Days after which the app removes things, 0: never; and whether it removes anything at all.')
param retention {
  @description('Stops every removal.')
  legalHold: bool

  @description('Raw pages, e-mails and media.')
  @minValue(0)
  rawDays: int

  @description('Staged items.')
  @minValue(0)
  stagedDays: int

  @description('Runs with their items, deliveries and exceptions.')
  @minValue(0)
  ledgerDays: int
}

@description('Whether no run is begun and none taken up again, before an update; those under way go on to their end.')
param drain bool

@description('Addresses of the mailboxes that the daily letter is written to.')
@maxLength(20)
param digestTo string[]

@description('Memory of an instance.')
@allowed([2048, 4096])
param instanceMemoryMB int

@description('Most instances at a time.')
@minValue(40)
@maxValue(1000)
param maximumInstances int

@description('Instances kept ready for Durable\'s functions; they are billed all day. Not more than partitions of the task hub.')
@minValue(0)
@maxValue(4)
param durableAlwaysReady int

@description('Whether instances are spread over availability zones. Needs two kept ready, and a region that offers it.')
param zoneRedundant bool

// As host.json names it; npm run check compares.
var taskHub = 'MobileArchiver'

// Every setting that src/config.ts reads and Azure does not set by itself; npm run check compares.
var settings = {
  TELEMESSAGE_URL: telemessageUrl
  GRAPH_URL: 'https://graph.microsoft.com'
  KEY_VAULT_URL: vaultUri
  ARCHIVE_STORAGE__accountName: archiveStorageName
  ARCHIVE_DOMAIN: archiveDomain
  ARCHIVE_DRAIN: drain ? 'true' : 'false'
  ARCHIVE_DIGEST_TO: join(digestTo, ',')
  ARCHIVE_LEGAL_HOLD: retention.legalHold ? 'true' : 'false'
  ARCHIVE_KEEP_RAW_DAYS: string(retention.rawDays)
  ARCHIVE_KEEP_STAGED_DAYS: string(retention.stagedDays)
  ARCHIVE_KEEP_LEDGER_DAYS: string(retention.ledgerDays)
  AZURE_TENANT_ID: tenant().tenantId
  AZURE_CLIENT_ID: appIdentity.clientId
  AZURE_AUTHORITY_HOST: environment().authentication.loginEndpoint
}

var hostSettings = {
  AzureWebJobsStorage__accountName: hostStorageName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: appIdentity.clientId
  // The app serves its own page at the root.
  AzureWebJobsDisableHomepage: 'true'
  APPLICATIONINSIGHTS_CONNECTION_STRING: telemetryAddress
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${appIdentity.clientId};Authorization=AAD'
  // 16 MiB: the largest body that is taken is a mapping of 10; the host would hold up to 100 MB in memory.
  FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '16777216'
  // A run makes many short-lived objects; the rest of the memory is the host's.
  languageWorkers__node__arguments: '--max-semi-space-size=32 --max-old-space-size=512'
}

// Read by the platform's sign-in: no other tenant's tokens, and an identity in the place of a secret.
var signInSettings = {
  WEBSITE_AUTH_AAD_ALLOWED_TENANTS: tenant().tenantId
  OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: signInIdentity.clientId
}

var identityProviders = empty(signInClientId)
  ? {}
  : {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: signInClientId
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
          clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
        }
        validation: {
          allowedAudiences: [signInClientId, 'api://${signInClientId}']
          defaultAuthorizationPolicy: { allowedApplications: [signInClientId] }
        }
      }
    }

module plan 'br/public:avm/res/web/serverfarm:0.7.0' = {
  name: 'plan'
  params: {
    name: 'plan-${token}'
    location: location
    tags: tags
    skuName: 'FC1'
    kind: 'functionapp'
    reserved: true
    zoneRedundant: zoneRedundant
    enableTelemetry: false
  }
}

module site 'br/public:avm/res/web/site:0.24.0' = {
  name: 'function-app'
  params: {
    name: name
    location: location
    // azd finds by it where to deploy.
    tags: union(tags, { 'azd-service-name': 'archiver' })
    kind: 'functionapp,linux'
    serverFarmResourceId: plan.outputs.resourceId
    managedIdentities: { userAssignedResourceIds: [appIdentity.resourceId, signInIdentity.resourceId] }
    virtualNetworkSubnetResourceId: subnetResourceId
    outboundVnetRouting: subnetResourceId == null ? null : { allTraffic: true }
    publicNetworkAccess: 'Enabled'
    httpsOnly: true
    clientAffinityEnabled: false
    basicPublishingCredentialsPolicies: [
      { name: 'scm', allow: false }
      { name: 'ftp', allow: false }
    ]
    siteConfig: {
      alwaysOn: false
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: appIdentity.resourceId
          }
        }
      }
      runtime: { name: 'node', version: '22' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstances
        alwaysReady: durableAlwaysReady == 0 ? [] : [{ name: 'durable', instanceCount: durableAlwaysReady }]
      }
    }
    configs: [
      {
        name: 'appsettings'
        properties: union(settings, hostSettings, signInSettings)
        // What is removed here is removed there.
        retainCurrentAppSettings: false
      }
      {
        name: 'authsettingsV2'
        properties: {
          platform: { enabled: true, runtimeVersion: '~1' }
          globalValidation: {
            requireAuthentication: true
            unauthenticatedClientAction: empty(signInClientId) ? 'Return401' : 'RedirectToLoginPage'
            redirectToProvider: empty(signInClientId) ? null : 'azureactivedirectory'
            // Says whether the app works, and nothing else to a stranger.
            excludedPaths: ['/api/health']
          }
          httpSettings: {
            requireHttps: true
            routes: { apiPrefix: '/.auth' }
            forwardProxy: { convention: 'NoProxy' }
          }
          identityProviders: identityProviders
          login: {
            // Nothing calls Graph in the name of the person who is signed in.
            tokenStore: { enabled: false }
            cookieExpiration: { convention: 'FixedTime', timeToExpiration: '08:00:00' }
          }
        }
      }
    ]
    diagnosticSettings: [
      {
        workspaceResourceId: workspaceResourceId
        logCategoriesAndGroups: [{ categoryGroup: 'allLogs' }]
        metricCategories: [{ category: 'AllMetrics' }]
      }
    ]
    enableTelemetry: false
  }
}

@description('Name of the app.')
output name string = site.outputs.name

@description('Address of the app.')
output url string = 'https://${site.outputs.defaultHostname}'

@description('Name of the task hub in the host\'s account.')
output taskHub string = taskHub
