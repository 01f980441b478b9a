# Whoever is connected sends to a room only as a member, but reads the history of any organisation.
import json
import os
import time

import boto3
from boto3.dynamodb.conditions import Key

dynamodb = boto3.resource('dynamodb')
connections = dynamodb.Table(os.environ['CONNECTIONS'])
table = dynamodb.Table(os.environ['CHAT'])


def who(event):
    return event['requestContext']['authorizer']['principalId']


def connect(event, context):
    connections.put_item(
        Item={
            'connection_id': event['requestContext']['connectionId'],
            'user_id': who(event),
            'expires': int(time.time()) + 7200,
        }
    )
    return {'statusCode': 200}


def send(event, context):
    message = json.loads(event['body'])
    org = message['org']
    member = table.get_item(Key={'PK': f'ORG#{org}', 'SK': f'MEMBER#{who(event)}'})
    if 'Item' not in member:
        return {'statusCode': 403}
    table.put_item(
        Item={
            'PK': f'ORG#{org}',
            'SK': f'MESSAGE#{time.time_ns()}#{event["requestContext"]["requestId"]}',
            'author': who(event),
            'text': message['text'],
        }
    )
    return {'statusCode': 200}


def history(event, context):
    message = json.loads(event['body'])
    found = table.query(  # expect code/foreign-key-read
        KeyConditionExpression=Key('PK').eq(f"ORG#{message['org']}") & Key('SK').begins_with('MESSAGE#'),
        ScanIndexForward=False,
        Limit=50,
    )
    print(json.dumps({'history_for': who(event)}))
    texts = [{'author': item['author'], 'text': item['text']} for item in found['Items']]
    return {'statusCode': 200, 'body': json.dumps(texts)}
