import os

import boto3

metering = boto3.resource('dynamodb').Table(os.environ['METERING'])
webhooks = boto3.resource('dynamodb').Table(os.environ['WEBHOOKS'])


def usage_of(account_id, month):
    found = metering.get_item(Key={'account_id': account_id, 'month': month}).get('Item', {})  # expect code/foreign-key-read
    return {'month': month, 'calls': int(found.get('calls', 0))}
