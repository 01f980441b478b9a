# The listing of all shops is for callers whose claims name the group of operators.
import json
import os

import boto3

table = boto3.resource('dynamodb').Table(os.environ['SHOPS_TABLE'])


def handler(event, context):
    claims = event['requestContext']['authorizer']['claims']
    groups = claims.get('cognito:groups', '').split(',')
    if 'operators' not in groups:
        return {'statusCode': 403, 'body': json.dumps({'error': 'forbidden'})}
    rows = table.scan(Limit=100)['Items']
    body = [{'shop': r['shop_id'], 'town': r['town']} for r in rows]
    return {'statusCode': 200, 'body': json.dumps(body)}
