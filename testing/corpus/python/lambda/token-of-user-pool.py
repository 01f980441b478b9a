# The token is verified against the user pool before its subject is used.
import json
import os

import boto3
import cognitojwt
from boto3.dynamodb.conditions import Key

table = boto3.resource('dynamodb').Table(os.environ['MEALS_TABLE'])


def handler(event, context):
    token = event['headers']['authorization'].split(' ')[1]
    try:
        claims = cognitojwt.decode(token, os.environ['REGION'], os.environ['POOL'], app_client_id=os.environ['CLIENT'])
    except cognitojwt.CognitoJWTException:
        return {'statusCode': 401, 'body': '{}'}
    page = table.query(KeyConditionExpression=Key('eater').eq(claims['sub']), Limit=50)
    meals = [{'day': m['day'], 'dish': m['dish']} for m in page['Items']]
    return {'statusCode': 200, 'body': json.dumps(meals)}
