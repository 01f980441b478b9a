import os

import boto3
from boto3.dynamodb.conditions import Key

table = boto3.resource('dynamodb').Table(os.environ['TABLE'])


def invoices_of(tenant_id):
    found = table.query(KeyConditionExpression=Key('tenant_id').eq(tenant_id))
    return [{'number': i['number'], 'total': str(i['total'])} for i in found['Items']]


def pay(tenant_id, number):
    table.update_item(
        Key={'tenant_id': tenant_id, 'number': number},
        UpdateExpression='SET paid = :yes',
        ConditionExpression='attribute_exists(#n)',
        ExpressionAttributeNames={'#n': 'number'},
        ExpressionAttributeValues={':yes': True},
    )
