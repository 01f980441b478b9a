# Every field of the body is set on the caller's profile, under its own name.
import json
import os

import boto3

table = boto3.resource('dynamodb').Table(os.environ['PROFILES'])


def handler(event, context):
    user_id = event['requestContext']['authorizer']['jwt']['claims']['sub']
    body = json.loads(event['body'])
    expression = 'SET ' + ', '.join(f'{name} = :{name}' for name in body)
    values = {f':{name}': value for name, value in body.items()}
    table.update_item(  # expect code/expression-injection code/mass-assignment
        Key={'user_id': user_id},
        UpdateExpression=expression,
        ExpressionAttributeValues=values,
    )
    return {'statusCode': 204}
