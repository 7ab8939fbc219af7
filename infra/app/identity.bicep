metadata description = 'The two identities: one the app works with, one that only stands in for the secret of the sign-in.'

@description('Region.')
@minLength(1)
param location string

@description('Suffix that makes names unique.')
@minLength(5)
@maxLength(13)
param token string

@description('Tags of every resource.')
param tags object

module app 'br/public:avm/res/managed-identity/user-assigned-identity:0.6.0' = {
  name: 'app-identity'
  params: {
    name: 'id-app-${token}'
    location: location
    tags: tags
    enableTelemetry: false
  }
}

// Nothing is ever granted to it: whoever held it could only prove to be the sign-in's registration.
module signIn 'br/public:avm/res/managed-identity/user-assigned-identity:0.6.0' = {
  name: 'sign-in-identity'
  params: {
    name: 'id-signin-${token}'
    location: location
    tags: tags
    enableTelemetry: false
  }
}

@description('Resource id of the identity the app works with.')
output appResourceId string = app.outputs.resourceId

@description('Client id of the identity the app works with.')
output appClientId string = app.outputs.clientId

@description('Object id of the identity the app works with: what roles are granted to.')
output appPrincipalId string = app.outputs.principalId

@description('Resource id of the identity of the sign-in.')
output signInResourceId string = signIn.outputs.resourceId

@description('Client id of the identity of the sign-in.')
output signInClientId string = signIn.outputs.clientId

@description('Object id of the identity of the sign-in: the subject of the federated credential.')
output signInPrincipalId string = signIn.outputs.principalId
