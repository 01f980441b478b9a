# Of the body, the fields of a list are set on the caller's profile.
import json
import os

import boto3

table = boto3.resource('dynamodb').Table(os.environ['PROFILES'])
EDITABLE = ('display_name', 'bio', 'language')


def handler(event, context):
    user_id = event['requestContext']['authorizer']['jwt']['claims']['sub']
    body = json.loads(event['body'])
    changes = {name: body[name] for name in EDITABLE if name in body}
    if not changes:
        return {'statusCode': 400}
    table.update_item(
        Key={'user_id': user_id},
        UpdateExpression='SET ' + ', '.join(f'#{name} = :{name}' for name in changes),
        ExpressionAttributeNames={f'#{name}': name for name in changes},
        ExpressionAttributeValues={f':{name}': value for name, value in changes.items()},
    )
    return {'statusCode': 204}
