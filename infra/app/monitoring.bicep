metadata description = 'Where logs go, and who is told: a workspace, Application Insights without keys, an action group.'

@description('Region.')
@minLength(1)
param location string

@description('Suffix that makes names unique.')
@minLength(5)
@maxLength(13)
param token string

@description('Tags of every resource.')
param tags object

@description('Object id of the identity the app works with.')
@minLength(36)
@maxLength(36)
param appPrincipalId string

@description('Days logs are kept.')
@minValue(30)
@maxValue(730)
param retentionDays int

@description('Gigabytes a day after which nothing more is taken in, as text; -1 for no limit. What is refused is lost, alerts included.')
@minLength(1)
@maxLength(6)
param dailyQuotaGb string

@description('Addresses that alerts are sent to. None: the subscription\'s owners are told.')
@maxLength(20)
param alertEmails string[]

var ownerRole = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'

module workspace 'br/public:avm/res/operational-insights/workspace:0.16.1' = {
  name: 'log-workspace'
  params: {
    name: 'log-${token}'
    location: location
    tags: tags
    dataRetention: retentionDays
    dailyQuotaGb: dailyQuotaGb
    features: { disableLocalAuth: true }
    enableTelemetry: false
  }
}

module insights 'br/public:avm/res/insights/component:0.8.0' = {
  name: 'application-insights'
  params: {
    name: 'appi-${token}'
    location: location
    tags: tags
    workspaceResourceId: workspace.outputs.resourceId
    disableLocalAuth: true
    // The module's default keeps callers' addresses.
    disableIpMasking: false
    roleAssignments: [
      {
        principalId: appPrincipalId
        principalType: 'ServicePrincipal'
        roleDefinitionIdOrName: 'Monitoring Metrics Publisher'
        description: 'The host sends telemetry without a key.'
      }
    ]
    enableTelemetry: false
  }
}

module actionGroup 'br/public:avm/res/insights/action-group:0.8.0' = {
  name: 'action-group'
  params: {
    name: 'ag-${token}'
    groupShortName: 'archiver'
    tags: tags
    emailReceivers: map(alertEmails, (address, i) => {
      name: 'email-${i}'
      emailAddress: address
      useCommonAlertSchema: true
    })
    armRoleReceivers: empty(alertEmails)
      ? [{ name: 'subscription-owners', roleId: ownerRole, useCommonAlertSchema: true }]
      : []
    enableTelemetry: false
  }
}

@description('Resource id of the workspace.')
output workspaceResourceId string = workspace.outputs.resourceId

@description('Resource id of Application Insights.')
output insightsResourceId string = insights.outputs.resourceId

@description('Where telemetry is sent. It names a place and opens nothing: keys are off.')
output telemetryAddress string = insights.outputs.connectionString

@description('Resource id of the action group.')
output actionGroupResourceId string = actionGroup.outputs.resourceId
