metadata description = 'What the app may do in Microsoft Graph. Needs Privileged Role Administrator.'

extension microsoftGraphV1

@description('Object id of the identity the app works with.')
@minLength(36)
@maxLength(36)
param appPrincipalId string

@description('Whether the app may write to every mailbox of the tenant. Exchange RBAC for Applications narrows it to a group, but grants add up: what is given here is not taken back there.')
param allMailboxes bool

var permissions = union(['User.Read.All'], allMailboxes ? ['Mail.ReadWrite'] : [])

resource graph 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: '00000003-0000-0000-c000-000000000000'
}

resource grants 'Microsoft.Graph/appRoleAssignedTo@v1.0' = [
  for permission in permissions: {
    appRoleId: filter(graph.appRoles, role => role.value == permission)[0].id
    principalId: appPrincipalId
    resourceId: graph.id
  }
]
