// A timer counts the table at night and publishes the number.
const { DynamoDBClient, paginateScan } = require('@aws-sdk/client-dynamodb');
const { CloudWatchClient, PutMetricDataCommand } = require('@aws-sdk/client-cloudwatch');

const dynamo = new DynamoDBClient({});
const metrics = new CloudWatchClient({});

exports.handler = async () => {
  let open = 0;
  for await (const page of paginateScan({ client: dynamo }, { TableName: process.env.TABLE, Select: 'COUNT' })) {
    open += page.Count;
  }
  await metrics.send(
    new PutMetricDataCommand({
      Namespace: 'Tickets',
      MetricData: [{ MetricName: 'Open', Value: open, Unit: 'Count' }],
    }),
  );
};
