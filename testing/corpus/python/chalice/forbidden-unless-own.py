# The id of the path is refused unless it is the subject of the authorizer.
import os

import boto3
from chalice import Chalice, CognitoUserPoolAuthorizer, ForbiddenError

app = Chalice(app_name='prefs')
authorizer = CognitoUserPoolAuthorizer('members', provider_arns=[os.environ['POOL_ARN']])
table = boto3.resource('dynamodb').Table('preferences')


def only_self(user_id):
    claims = app.current_request.context['authorizer']['claims']
    if user_id != claims['sub']:
        raise ForbiddenError('not your account')


@app.route('/users/{user_id}/preferences', authorizer=authorizer)
def read(user_id):
    only_self(user_id)
    item = table.get_item(Key={'user_id': user_id}).get('Item', {})
    return {'language': item.get('language', 'en')}


@app.route('/users/{user_id}/preferences', methods=['PUT'], authorizer=authorizer)
def write(user_id):
    only_self(user_id)
    language = app.current_request.json_body['language']
    table.update_item(
        Key={'user_id': user_id},
        UpdateExpression='SET #language = :language',
        ExpressionAttributeNames={'#language': 'language'},
        ExpressionAttributeValues={':language': language},
    )
    return {'language': language}
