# The authorizer lets any member of the pool in, and the item of the path is sent out whole.
import os

import boto3
from chalice import Chalice, CognitoUserPoolAuthorizer, NotFoundError

app = Chalice(app_name='claims')
authorizer = CognitoUserPoolAuthorizer('members', provider_arns=[os.environ['POOL_ARN']])
table = boto3.resource('dynamodb').Table(os.environ['CLAIMS_TABLE'])


@app.route('/claims/{claim_id}', methods=['GET'], authorizer=authorizer)
def get_claim(claim_id):
    response = table.get_item(Key={'claim_id': claim_id})  # expect code/foreign-key-read
    if 'Item' not in response:
        raise NotFoundError('no such claim')
    return response['Item']  # expect code/whole-item-returned
