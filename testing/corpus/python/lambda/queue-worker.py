# A worker without a caller goes through the table and sums up.
import os

import boto3

client = boto3.client('dynamodb')
metrics = boto3.client('cloudwatch')


def handler(event, context):
    bytes_used = 0
    for page in client.get_paginator('scan').paginate(TableName=os.environ['FILES_TABLE']):
        for item in page['Items']:
            bytes_used += int(item['size']['N'])
    metrics.put_metric_data(
        Namespace='files',
        MetricData=[{'MetricName': 'bytes', 'Value': bytes_used, 'Unit': 'Bytes'}],
    )
