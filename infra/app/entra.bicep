metadata description = 'What people sign in with: a registration with two roles and no secret. Needs Application Administrator.'

extension microsoftGraphV1

@description('Name of the environment, shown to those who sign in.')
@minLength(1)
@maxLength(32)
param environmentName string

@description('Suffix that makes names unique.')
@minLength(5)
@maxLength(13)
param token string

@description('Host name of the app.')
@minLength(4)
param hostName string

@description('Object id of the identity that stands in for the secret of the sign-in.')
@minLength(36)
@maxLength(36)
param signInPrincipalId string

@description('Object ids of the people and groups that become Connector.Admin.')
@maxLength(20)
param administrators string[]

var adminRoleId = guid(token, 'Connector.Admin')

// A role keeps its value under its id for ever: tokens go on carrying the old value of one that is renamed.
resource registration 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: 'mobile-archiver-${token}'
  displayName: 'Mobile archiver (${environmentName})'
  signInAudience: 'AzureADMyOrg'
  web: {
    homePageUrl: 'https://${hostName}'
    redirectUris: ['https://${hostName}/.auth/login/aad/callback']
    implicitGrantSettings: { enableIdTokenIssuance: true }
  }
  appRoles: [
    {
      id: adminRoleId
      value: 'Connector.Admin'
      displayName: 'Connector administrator'
      description: 'Sets connectors up, begins runs, reprocesses exceptions.'
      allowedMemberTypes: ['User']
      isEnabled: true
    }
    {
      id: guid(token, 'Connector.Reader')
      value: 'Connector.Reader'
      displayName: 'Connector reader'
      description: 'Sees connectors, runs, certificates and exceptions.'
      allowedMemberTypes: ['User']
      isEnabled: true
    }
  ]
}

resource credential 'Microsoft.Graph/applications/federatedIdentityCredentials@v1.0' = {
  name: '${registration.uniqueName}/sign-in'
  description: 'The app proves to be this registration by a managed identity.'
  audiences: ['api://AzureADTokenExchange']
  issuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
  subject: signInPrincipalId
}

resource principal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: registration.appId
  // Who has no role does not even get a token.
  appRoleAssignmentRequired: true
}

resource administration 'Microsoft.Graph/appRoleAssignedTo@v1.0' = [
  for administrator in administrators: {
    appRoleId: adminRoleId
    principalId: administrator
    resourceId: principal.id
  }
]

@description('Client id of the registration.')
output clientId string = registration.appId
