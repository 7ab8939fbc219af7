metadata description = 'Alerts on what the app itself reports: a row of this table for each.'

@description('Region.')
@minLength(1)
param location string

@description('Suffix that makes names unique.')
@minLength(5)
@maxLength(13)
param token string

@description('Tags of every resource.')
param tags object

@description('Application Insights that the app logs to.')
@minLength(1)
param insightsResourceId string

@description('Who is told.')
@minLength(1)
param actionGroupResourceId string

@description('Address of the runbook; each alert links to its own heading there.')
@minLength(1)
param runbookUrl string

@description('Whether alerts fire. Off while a trial is set up.')
param enabled bool

// A line of the app's log is JSON that begins with its event's number; numbers and words are those of
// src/domain/events.ts, and npm run check compares.
var events = 'traces | extend e = parse_json(message)'
var perConnector = 'project timestamp, connectorId = tostring(e.connectorId)'

var rules = [
  {
    anchor: 'run-failed'
    title: 'A run failed'
    severity: 1
    event: 1002
    says: 'a run failed'
    window: 'PT30M'
  }
  {
    anchor: 'run-late'
    title: 'A run is late'
    severity: 2
    event: 1003
    says: 'a run is late'
    window: 'PT30M'
  }
  {
    anchor: 'watermark-old'
    title: 'A connector has not been archived for too long'
    severity: 1
    event: 1004
    says: 'the watermark of a connector is old'
    window: 'PT1H'
  }
  {
    anchor: 'credential-refused'
    title: 'A connector waits for a person'
    severity: 1
    event: 1005
    says: 'a connector waits for a person'
    window: 'PT30M'
  }
  {
    anchor: 'source-count-disagrees'
    title: 'TeleMessage counts other than was listed'
    severity: 1
    event: 1007
    says: 'the source counts otherwise'
    window: 'PT30M'
  }
  {
    anchor: 'exceptions-above-share'
    title: 'Too many items were not imported'
    severity: 2
    event: 1008
    says: 'many exceptions in a run'
    window: 'PT30M'
  }
]

var tick = { event: 1006, says: 'tick' }

module rule 'br/public:avm/res/insights/scheduled-query-rule:0.6.0' = [
  for row in rules: {
    name: 'alert-${row.anchor}'
    params: {
      name: 'alert-${row.anchor}-${token}'
      location: location
      tags: tags
      enabled: enabled
      alertDisplayName: row.title
      alertDescription: '${row.title}: the app says "${row.says}" (event ${row.event}). What to check and do: ${runbookUrl}#${row.anchor}'
      severity: row.severity
      scopes: [insightsResourceId]
      evaluationFrequency: 'PT15M'
      windowSize: row.window
      autoMitigate: true
      // The table is there only after the app has written its first line.
      skipQueryValidation: true
      criterias: {
        allOf: [
          {
            query: '${events} | where toint(e.event) == ${row.event} | ${perConnector}'
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            dimensions: [{ name: 'connectorId', operator: 'Include', values: ['*'] }]
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroupResourceIds: [actionGroupResourceId] }
      enableTelemetry: false
    }
  }
]

// Four ticks an hour. Summarised, because no line at all would be no row to count.
module noTick 'br/public:avm/res/insights/scheduled-query-rule:0.6.0' = {
  name: 'alert-no-tick'
  params: {
    name: 'alert-no-tick-${token}'
    location: location
    tags: tags
    enabled: enabled
    alertDisplayName: 'The archiver does not tick'
    alertDescription: 'No "${tick.says}" (event ${tick.event}) for an hour: nothing is started, and no other alert can fire. What to check and do: ${runbookUrl}#no-tick'
    severity: 0
    scopes: [insightsResourceId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    autoMitigate: true
    skipQueryValidation: true
    criterias: {
      allOf: [
        {
          query: '${events} | where toint(e.event) == ${tick.event} | summarize ticks = count()'
          timeAggregation: 'Total'
          metricMeasureColumn: 'ticks'
          operator: 'LessThan'
          threshold: 1
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroupResourceIds: [actionGroupResourceId] }
    enableTelemetry: false
  }
}
