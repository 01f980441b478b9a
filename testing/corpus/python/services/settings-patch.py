# Some settings are picked from a list of names, others are whatever the body holds.
import os

import boto3
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import BadRequestError

app = APIGatewayHttpResolver()
settings = boto3.resource('dynamodb').Table(os.environ['SETTINGS'])
CHANGEABLE = {'theme', 'language', 'digest'}


def me():
    return app.current_event.request_context.authorizer.jwt_claim['sub']


def expression(values):
    names = {f'#{i}': name for i, name in enumerate(values)}
    bound = {f':{i}': value for i, value in enumerate(values.values())}
    text = 'SET ' + ', '.join(f'#{i} = :{i}' for i in range(len(values)))
    return {'UpdateExpression': text, 'ExpressionAttributeNames': names, 'ExpressionAttributeValues': bound}


@app.patch('/settings')
def change():
    body = app.current_event.json_body
    values = {name: body[name] for name in CHANGEABLE if name in body}
    if not values:
        raise BadRequestError('nothing to change')
    settings.update_item(Key={'user_id': me()}, **expression(values))
    return Response(status_code=204)


@app.put('/settings/imported')
def import_all():
    body = app.current_event.json_body
    settings.put_item(Item={**body, 'user_id': me()})  # expect code/mass-assignment
    return Response(status_code=204)


@app.get('/settings')
def show():
    found = settings.get_item(Key={'user_id': me()}, ProjectionExpression='theme, #l, digest', ExpressionAttributeNames={'#l': 'language'})
    return found.get('Item', {})


def handler(event, context):
    return app.resolve(event, context)
