metadata description = 'The vault with the TeleMessage passwords, a secret for each connector, written by the app itself.'

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

@description('Whether a deleted vault or secret is kept for 90 days against everyone. Cannot be turned off again, and blocks the name for that long.')
param purgeProtection bool

@description('Object id of the identity the app works with.')
@minLength(36)
@maxLength(36)
param appPrincipalId string

@description('Where private endpoints go; none leaves the vault open to every network, to signed-in callers with a role.')
param endpoints endpointPlace?

@description('Workspace for the record of who touched a secret.')
@minLength(1)
param workspaceResourceId string

module vault 'br/public:avm/res/key-vault/vault:0.14.0' = {
  name: 'vault'
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    sku: 'standard'
    enableRbacAuthorization: true
    enablePurgeProtection: purgeProtection
    softDeleteRetentionInDays: 90
    enableVaultForDeployment: false
    enableVaultForTemplateDeployment: false
    enableVaultForDiskEncryption: false
    publicNetworkAccess: endpoints == null ? 'Enabled' : 'Disabled'
    networkAcls: {
      defaultAction: endpoints == null ? 'Allow' : 'Deny'
      bypass: 'None'
    }
    roleAssignments: [
      {
        principalId: appPrincipalId
        principalType: 'ServicePrincipal'
        // The app sets, reads, deletes and recovers secrets; the role for readers would not do.
        roleDefinitionIdOrName: 'Key Vault Secrets Officer'
        description: 'Administrators enter passwords through the app, which keeps them here.'
      }
    ]
    privateEndpoints: endpoints == null
      ? []
      : [
          {
            service: 'vault'
            subnetResourceId: endpoints!.subnetResourceId
            privateDnsZoneGroup: {
              privateDnsZoneGroupConfigs: [{ privateDnsZoneResourceId: endpoints!.zones.vault }]
            }
            tags: tags
          }
        ]
    diagnosticSettings: [
      {
        workspaceResourceId: workspaceResourceId
        logCategoriesAndGroups: [{ categoryGroup: 'audit' }]
        metricCategories: [{ category: 'AllMetrics' }]
      }
    ]
    enableTelemetry: false
  }
}

@description('Address of the vault.')
output uri string = vault.outputs.uri
