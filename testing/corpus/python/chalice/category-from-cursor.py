# A category of offers is paged with whatever start key the client sends.
import os

import boto3
from boto3.dynamodb.conditions import Key
from chalice import Chalice, CognitoUserPoolAuthorizer

app = Chalice(app_name='offers')
authorizer = CognitoUserPoolAuthorizer('traders', provider_arns=[os.environ['POOL_ARN']])
offers = boto3.resource('dynamodb').Table('offers')


@app.route('/offers/{category}', methods=['POST'], authorizer=authorizer)
def next_offers(category):
    start = app.current_request.json_body['start']
    page = offers.query(  # expect code/foreign-collection code/client-cursor
        KeyConditionExpression=Key('category').eq(category),
        ExclusiveStartKey=start,
        Limit=40,
    )
    return {'offers': [{'id': o['offer_id'], 'price': str(o['price'])} for o in page['Items']]}
