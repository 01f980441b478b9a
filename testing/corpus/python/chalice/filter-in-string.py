# The word that is searched for becomes part of the filter expression.
import os

import boto3
from boto3.dynamodb.conditions import Key
from chalice import Chalice, CognitoUserPoolAuthorizer

app = Chalice(app_name='notes')
authorizer = CognitoUserPoolAuthorizer('pool', provider_arns=[os.environ['POOL_ARN']])
notes = boto3.resource('dynamodb').Table('notes')


@app.route('/notes/search', authorizer=authorizer)
def search():
    request = app.current_request
    word = request.query_params['word']
    found = notes.query(  # expect code/expression-injection
        KeyConditionExpression=Key('writer').eq(request.context['authorizer']['claims']['sub']),
        FilterExpression=f'contains(body, {word})',
        ExpressionAttributeValues={':word': word},
    )
    return [{'id': n['note_id'], 'title': n['title']} for n in found['Items']]
