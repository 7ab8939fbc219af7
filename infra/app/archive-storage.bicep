metadata description = 'The account of the archive: raw bytes, media, staged items, and the ledger.'

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

@description('Redundancy of blobs and of the ledger.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS', 'Standard_RAGRS', 'Standard_RAGZRS'])
param redundancy string

@description('Days a deleted or overwritten blob, or a deleted container, can be brought back.')
@minValue(7)
@maxValue(365)
param softDeleteDays int

@description('Days after which raw bytes and media go to the cool tier; never deleted by a rule.')
@minValue(1)
@maxValue(3650)
param coolAfterDays int

@description('Days for which raw pages and e-mails cannot be changed or deleted by anyone; 0 sets no policy. The policy is unlocked: it can still be shortened or removed until a person locks it.')
@minValue(0)
@maxValue(146000)
param rawImmutabilityDays int

@description('Whether nothing may be removed: former versions of blobs stay as well.')
param legalHold bool

@description('Whether the account is protected against deletion by a lock.')
param deleteLock bool

@description('Object id of the identity the app works with.')
@minLength(36)
@maxLength(36)
param appPrincipalId string

@description('Where private endpoints go; none leaves the account open to every network, to signed-in callers with a role.')
param endpoints endpointPlace?

@description('Workspace for the record of who touched the archive.')
@minLength(1)
param workspaceResourceId string

// As src/adapters/storage/create-storage.ts names them; npm run check compares.
var containers = ['raw', 'media', 'staged', 'mappings', 'leases']
var tables = ['connectors', 'mappings', 'directory', 'folders', 'runs', 'items', 'deliveries', 'exceptions', 'audit']

var immutability = rawImmutabilityDays == 0
  ? {}
  : {
      immutabilityPolicy: {
        immutabilityPeriodSinceCreationInDays: rawImmutabilityDays
        allowProtectedAppendWrites: false
      }
    }

var accessLog = [
  {
    workspaceResourceId: workspaceResourceId
    logCategoriesAndGroups: [
      { category: 'StorageRead' }
      { category: 'StorageWrite' }
      { category: 'StorageDelete' }
    ]
    metricCategories: [{ category: 'Transaction' }]
  }
]

module account 'br/public:avm/res/storage/storage-account:0.33.0' = {
  name: 'archive-storage'
  params: {
    name: 'starchive${token}'
    location: location
    tags: tags
    skuName: redundancy
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: endpoints == null ? 'Enabled' : 'Disabled'
    networkAcls: {
      defaultAction: endpoints == null ? 'Allow' : 'Deny'
      bypass: 'AzureServices'
    }
    blobServices: {
      containers: map(containers, name => union({ name: name }, name == 'raw' ? immutability : {}))
      isVersioningEnabled: true
      deleteRetentionPolicyEnabled: true
      deleteRetentionPolicyDays: softDeleteDays
      containerDeleteRetentionPolicyEnabled: true
      containerDeleteRetentionPolicyDays: softDeleteDays
      diagnosticSettings: accessLog
    }
    tableServices: {
      tables: map(tables, name => { name: name })
      diagnosticSettings: accessLog
    }
    managementPolicyRules: [
      {
        // The app removes what was kept long enough, and minds holds and open exceptions. With versioning, what it
        // removes becomes a former version, which this rule takes away; soft delete keeps that for some days more.
        name: 'former-versions-expire'
        enabled: !legalHold
        type: 'Lifecycle'
        definition: {
          filters: {
            blobTypes: ['blockBlob']
            prefixMatch: ['raw/', 'media/', 'staged/']
          }
          actions: {
            version: { delete: { daysAfterCreationGreaterThan: softDeleteDays } }
          }
        }
      }
      {
        name: 'originals-cool-down'
        enabled: true
        type: 'Lifecycle'
        definition: {
          filters: {
            blobTypes: ['blockBlob']
            prefixMatch: ['raw/', 'media/']
          }
          actions: {
            baseBlob: { tierToCool: { daysAfterModificationGreaterThan: coolAfterDays } }
          }
        }
      }
    ]
    roleAssignments: [
      {
        principalId: appPrincipalId
        principalType: 'ServicePrincipal'
        roleDefinitionIdOrName: 'Storage Blob Data Contributor'
        description: 'Raw bytes, media, staged items, mapping files, leases of buckets.'
      }
      {
        principalId: appPrincipalId
        principalType: 'ServicePrincipal'
        roleDefinitionIdOrName: 'Storage Table Data Contributor'
        description: 'The ledger, the setup, the caches.'
      }
    ]
    privateEndpoints: endpoints == null
      ? []
      : map(['blob', 'table'], service => {
          service: service
          subnetResourceId: endpoints!.subnetResourceId
          privateDnsZoneGroup: {
            privateDnsZoneGroupConfigs: [{ privateDnsZoneResourceId: endpoints!.zones[service] }]
          }
          tags: tags
        })
    lock: { kind: deleteLock ? 'CanNotDelete' : 'None' }
    enableTelemetry: false
  }
}

@description('Name of the account.')
output name string = account.outputs.name
