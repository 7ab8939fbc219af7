metadata description = 'The account of the Functions host: leases, Durable\'s task hub and the deployed package. Nothing of the archive is in it.'

import { endpointPlace } from 'types.bicep'

@description('Region.')
@minLength(1)
param location string

@description('Suffix that makes names unique.')
@minLength(5)
@maxLength(13)
param token string

@description('Tags of every resource.')
param tags object

@description('Redundancy. The account can be made anew at any time: the ledger drives the runs, not the histories.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param redundancy string

@description('Object id of the identity the app works with.')
@minLength(36)
@maxLength(36)
param appPrincipalId string

@description('Where private endpoints go; none leaves the account open to every network, to signed-in callers with a role.')
param endpoints endpointPlace?

@description('Workspace for the account\'s metrics.')
@minLength(1)
param workspaceResourceId string

var packageContainer = 'app-package'

module account 'br/public:avm/res/storage/storage-account:0.33.0' = {
  name: 'host-storage'
  params: {
    name: 'sthost${token}'
    location: location
    tags: tags
    skuName: redundancy
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: endpoints == null ? 'Enabled' : 'Disabled'
    networkAcls: {
      defaultAction: endpoints == null ? 'Allow' : 'Deny'
      bypass: 'AzureServices'
    }
    blobServices: {
      containers: [{ name: packageContainer }]
      deleteRetentionPolicyEnabled: true
      deleteRetentionPolicyDays: 7
      containerDeleteRetentionPolicyEnabled: true
      containerDeleteRetentionPolicyDays: 7
    }
    roleAssignments: [
      {
        principalId: appPrincipalId
        principalType: 'ServicePrincipal'
        roleDefinitionIdOrName: 'Storage Blob Data Owner'
        description: 'Leases of the host and its timers, large messages, the package.'
      }
      {
        principalId: appPrincipalId
        principalType: 'ServicePrincipal'
        roleDefinitionIdOrName: 'Storage Queue Data Contributor'
        description: 'Control and work-item queues of the task hub.'
      }
      {
        principalId: appPrincipalId
        principalType: 'ServicePrincipal'
        roleDefinitionIdOrName: 'Storage Table Data Contributor'
        description: 'Histories, instances and partitions of the task hub.'
      }
    ]
    privateEndpoints: endpoints == null
      ? []
      : map(['blob', 'queue', 'table'], service => {
          service: service
          subnetResourceId: endpoints!.subnetResourceId
          privateDnsZoneGroup: {
            privateDnsZoneGroupConfigs: [{ privateDnsZoneResourceId: endpoints!.zones[service] }]
          }
          tags: tags
        })
    diagnosticSettings: [
      {
        workspaceResourceId: workspaceResourceId
        metricCategories: [{ category: 'Transaction' }]
      }
    ]
    enableTelemetry: false
  }
}

@description('Name of the account.')
output name string = account.outputs.name

@description('Address of the container that holds the deployed package.')
output packageContainerUrl string = '${account.outputs.primaryBlobEndpoint}${packageContainer}'
