metadata description = 'The month\'s budget of the resource group, with word at half, four fifths and the whole of it.'

@description('Suffix that makes names unique.')
@minLength(5)
@maxLength(13)
param token string

@description('Amount a month, in the currency of the subscription.')
@minValue(1)
param amount int

@description('First day of the month the budget begins with.')
@minLength(10)
@maxLength(10)
param startDate string

@description('Addresses that are told. None: the subscription\'s owners are.')
@maxLength(20)
param alertEmails string[]

@description('Who is told besides.')
@minLength(1)
param actionGroupResourceId string

module budget 'br/public:avm/res/consumption/budget/rg-scope:0.1.0' = {
  name: 'budget'
  params: {
    name: 'budget-${token}'
    amount: amount
    startDate: startDate
    thresholds: [50, 80, 100]
    operator: 'GreaterThanOrEqualTo'
    contactEmails: alertEmails
    contactRoles: ['Owner']
    actionGroups: [actionGroupResourceId]
    enableTelemetry: false
  }
}
