metadata description = 'The workbook: runs, deliveries, exceptions and lag of every connector.'

@description('Region.')
@minLength(1)
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the environment, in the title.')
@minLength(1)
@maxLength(32)
param environmentName string

@description('Application Insights that the app logs to.')
@minLength(1)
param insightsResourceId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'archiver-workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Mobile archiver (${environmentName})'
    category: 'workbook'
    version: 'Notebook/1.0'
    sourceId: insightsResourceId
    serializedData: loadTextContent('workbook.json')
  }
}

@description('Resource id of the workbook.')
output resourceId string = workbook.id
