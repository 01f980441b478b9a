# The cursor is decrypted with a key of the server, and the caller must be of the team.
import json
import os

import boto3
from boto3.dynamodb.conditions import Key
from chalice import BadRequestError, Chalice, CognitoUserPoolAuthorizer, ForbiddenError
from cryptography.fernet import Fernet, InvalidToken

app = Chalice(app_name='logbook')
authorizer = CognitoUserPoolAuthorizer('crew', provider_arns=[os.environ['POOL_ARN']])
dynamodb = boto3.resource('dynamodb')
box = Fernet(os.environ['CURSOR_KEY'])


@app.route('/teams/{team_id}/log', authorizer=authorizer)
def log(team_id):
    request = app.current_request
    me = request.context['authorizer']['claims']['sub']
    if 'Item' not in dynamodb.Table('crew').get_item(Key={'member': me, 'team_id': team_id}):
        raise ForbiddenError('not your team')
    try:
        start = json.loads(box.decrypt(request.query_params['cursor'].encode()))
    except InvalidToken:
        raise BadRequestError('bad cursor')
    page = dynamodb.Table('log').query(
        KeyConditionExpression=Key('team_id').eq(team_id),
        ExclusiveStartKey=start,
        Limit=25,
    )
    return [{'at': e['at'], 'text': e['text']} for e in page['Items']]
