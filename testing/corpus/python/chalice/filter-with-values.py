# The word that is searched for is a value of the filter expression.
import os

import boto3
from chalice import Chalice, CognitoUserPoolAuthorizer

app = Chalice(app_name='notes')
authorizer = CognitoUserPoolAuthorizer('pool', provider_arns=[os.environ['POOL_ARN']])
notes = boto3.resource('dynamodb').Table('notes')
SEARCHED = ('title', 'body')


@app.route('/notes/search', authorizer=authorizer)
def search():
    request = app.current_request
    expression = ' OR '.join(f'contains({name}, :word)' for name in SEARCHED)
    found = notes.query(
        KeyConditionExpression='writer = :me',
        FilterExpression=expression,
        ExpressionAttributeValues={
            ':me': request.context['authorizer']['claims']['sub'],
            ':word': request.query_params['word'],
        },
    )
    return [{'id': n['note_id'], 'title': n['title']} for n in found['Items']]
