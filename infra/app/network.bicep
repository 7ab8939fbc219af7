metadata description = 'The virtual network: a subnet for the app, one for private endpoints, their zones, and a fixed address to the outside.'

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

@description('Address space, a /23 or larger. The app takes its first /24, the private endpoints the first /26 of the second /24.')
@minLength(9)
@maxLength(18)
param addressPrefix string

@description('Whether the app leaves the network from one public address that does not change.')
param fixedOutboundAddress bool

var appSubnet = cidrSubnet(addressPrefix, 24, 0)
var endpointSubnet = cidrSubnet(addressPrefix, 26, 4)

module publicAddress 'br/public:avm/res/network/public-ip-address:0.13.0' = if (fixedOutboundAddress) {
  name: 'outbound-address'
  params: {
    name: 'pip-${token}'
    location: location
    tags: tags
    skuName: 'Standard'
    publicIPAllocationMethod: 'Static'
    enableTelemetry: false
  }
}

module natGateway 'br/public:avm/res/network/nat-gateway:2.1.0' = if (fixedOutboundAddress) {
  name: 'nat-gateway'
  params: {
    name: 'ng-${token}'
    location: location
    tags: tags
    // No zone of its own: it goes on when one fails.
    availabilityZone: -1
    publicIpResourceIds: [publicAddress!.outputs.resourceId]
    enableTelemetry: false
  }
}

// Nothing comes in by this way. Outbound stays open: Graph, sign-in, monitoring and TeleMessage are behind it, none of
// which can be named by address; the app itself calls no host but those it is configured with.
module appGroup 'br/public:avm/res/network/network-security-group:0.5.3' = {
  name: 'app-security-group'
  params: {
    name: 'nsg-app-${token}'
    location: location
    tags: tags
    securityRules: [
      {
        name: 'deny-from-internet'
        properties: {
          description: 'Calls come through the platform\'s front end, never by the subnet.'
          access: 'Deny'
          direction: 'Inbound'
          priority: 4000
          protocol: '*'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
    enableTelemetry: false
  }
}

module endpointGroup 'br/public:avm/res/network/network-security-group:0.5.3' = {
  name: 'endpoint-security-group'
  params: {
    name: 'nsg-endpoints-${token}'
    location: location
    tags: tags
    securityRules: [
      {
        name: 'allow-app'
        properties: {
          description: 'The app reaches storage and the vault.'
          access: 'Allow'
          direction: 'Inbound'
          priority: 100
          protocol: 'Tcp'
          sourceAddressPrefix: appSubnet
          sourcePortRange: '*'
          destinationAddressPrefix: endpointSubnet
          destinationPortRange: '443'
        }
      }
      {
        name: 'deny-others'
        properties: {
          description: 'Nobody else does. A peered network needs a rule of its own.'
          access: 'Deny'
          direction: 'Inbound'
          priority: 4000
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
    enableTelemetry: false
  }
}

module network 'br/public:avm/res/network/virtual-network:0.10.1' = {
  name: 'virtual-network'
  params: {
    name: 'vnet-${token}'
    location: location
    tags: tags
    addressPrefixes: [addressPrefix]
    subnets: [
      {
        // Flex Consumption: delegated, no underscore in the name, no endpoints of any kind in it.
        name: 'app'
        addressPrefix: appSubnet
        delegation: 'Microsoft.App/environments'
        networkSecurityGroupResourceId: appGroup.outputs.resourceId
        natGatewayResourceId: natGateway.?outputs.resourceId
        defaultOutboundAccess: !fixedOutboundAddress
      }
      {
        name: 'endpoints'
        addressPrefix: endpointSubnet
        networkSecurityGroupResourceId: endpointGroup.outputs.resourceId
        // Without this the group's rules do not hold for private endpoints.
        privateEndpointNetworkPolicies: 'Enabled'
        defaultOutboundAccess: false
      }
    ]
    enableTelemetry: false
  }
}

module blobZone 'br/public:avm/res/network/private-dns-zone:0.8.1' = {
  name: 'zone-blob'
  params: {
    name: 'privatelink.blob.${environment().suffixes.storage}'
    tags: tags
    virtualNetworkLinks: [{ virtualNetworkResourceId: network.outputs.resourceId }]
    enableTelemetry: false
  }
}

module queueZone 'br/public:avm/res/network/private-dns-zone:0.8.1' = {
  name: 'zone-queue'
  params: {
    name: 'privatelink.queue.${environment().suffixes.storage}'
    tags: tags
    virtualNetworkLinks: [{ virtualNetworkResourceId: network.outputs.resourceId }]
    enableTelemetry: false
  }
}

module tableZone 'br/public:avm/res/network/private-dns-zone:0.8.1' = {
  name: 'zone-table'
  params: {
    name: 'privatelink.table.${environment().suffixes.storage}'
    tags: tags
    virtualNetworkLinks: [{ virtualNetworkResourceId: network.outputs.resourceId }]
    enableTelemetry: false
  }
}

module vaultZone 'br/public:avm/res/network/private-dns-zone:0.8.1' = {
  name: 'zone-vault'
  params: {
    name: 'privatelink.vaultcore.azure.net'
    tags: tags
    virtualNetworkLinks: [{ virtualNetworkResourceId: network.outputs.resourceId }]
    enableTelemetry: false
  }
}

@description('Subnet of the app.')
output appSubnetResourceId string = network.outputs.subnetResourceIds[0]

@description('The address the app leaves the network from; empty: it is not fixed.')
output outboundAddress string = publicAddress.?outputs.ipAddress ?? ''

@description('Where private endpoints go.')
output endpoints endpointPlace = {
  subnetResourceId: network.outputs.subnetResourceIds[1]
  zones: {
    blob: blobZone.outputs.resourceId
    queue: queueZone.outputs.resourceId
    table: tableZone.outputs.resourceId
    vault: vaultZone.outputs.resourceId
  }
}
