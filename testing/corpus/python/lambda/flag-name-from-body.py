# The body names the attribute that is set, and the delete trusts an earlier read.
import json
import os

import boto3

table = boto3.resource('dynamodb').Table(os.environ['CARDS_TABLE'])


def handler(event, context):
    claims = event['requestContext']['authorizer']['claims']
    if event['httpMethod'] == 'DELETE':
        return delete(event['pathParameters']['card'], claims['sub'])
    body = json.loads(event['body'])
    table.update_item(  # expect code/tainted-attribute-name
        Key={'holder': claims['sub'], 'card': 'default'},
        UpdateExpression='SET #flag = :on',
        ExpressionAttributeNames={'#flag': body['flag']},
        ExpressionAttributeValues={':on': True},
    )
    return {'statusCode': 204}


def delete(card, holder):
    key = {'card': card}
    archive = boto3.resource('dynamodb').Table(os.environ['ARCHIVE_TABLE'])
    found = archive.get_item(Key=key).get('Item')
    if found is None or found['holder'] != holder:
        return {'statusCode': 404}
    archive.delete_item(Key=key)  # expect code/check-then-write-race
    return {'statusCode': 204}
