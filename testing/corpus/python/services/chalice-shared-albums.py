# Albums are open to their owner and to whoever they were shared with; comments are open to everybody.
import os

import boto3
from boto3.dynamodb.conditions import Key
from chalice import Chalice, CognitoUserPoolAuthorizer, ForbiddenError, NotFoundError

app = Chalice(app_name='albums')
authorizer = CognitoUserPoolAuthorizer('people', provider_arns=[os.environ['POOL_ARN']])
dynamodb = boto3.resource('dynamodb')
albums = dynamodb.Table('albums')
shares = dynamodb.Table('shares')
comments = dynamodb.Table('comments')


def caller():
    return app.current_request.context['authorizer']['claims']['sub']


def may_see(owner, album_id):
    if owner == caller():
        return True
    share = shares.get_item(Key={'album': f'{owner}/{album_id}', 'guest': caller()})
    return 'Item' in share


@app.route('/people/{owner}/albums/{album_id}', methods=['GET'], authorizer=authorizer)
def show_album(owner, album_id):
    if not may_see(owner, album_id):
        raise ForbiddenError('not shared with you')
    found = albums.get_item(Key={'owner': owner, 'album_id': album_id})
    if 'Item' not in found:
        raise NotFoundError('no such album')
    return {'title': found['Item']['title'], 'photos': found['Item']['photos']}


@app.route('/people/{owner}/comments', methods=['GET'], authorizer=authorizer)
def list_comments(owner):
    app.log.info('comments of %s for %s', owner, caller())
    found = comments.query(KeyConditionExpression=Key('owner').eq(owner))  # expect code/foreign-key-read
    return [{'text': item['text'], 'at': item['at']} for item in found['Items']]


@app.route('/people/{owner}/albums/{album_id}', methods=['DELETE'], authorizer=authorizer)
def delete_album(owner, album_id):
    if owner != caller():
        raise ForbiddenError('not yours')
    albums.delete_item(Key={'owner': owner, 'album_id': album_id})
    return {'deleted': album_id}
