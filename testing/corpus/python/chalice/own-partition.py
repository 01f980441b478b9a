# The partition is the subject of the authorizer, and three fields are sent out.
import os

import boto3
from chalice import Chalice, CognitoUserPoolAuthorizer, NotFoundError

app = Chalice(app_name='claims')
authorizer = CognitoUserPoolAuthorizer('members', provider_arns=[os.environ['POOL_ARN']])
table = boto3.resource('dynamodb').Table(os.environ['CLAIMS_TABLE'])


@app.route('/claims/{claim_id}', methods=['GET'], authorizer=authorizer)
def get_claim(claim_id):
    subject = app.current_request.context['authorizer']['claims']['sub']
    response = table.get_item(Key={'member': subject, 'claim_id': claim_id})
    if 'Item' not in response:
        raise NotFoundError('no such claim')
    claim = response['Item']
    return {'claim_id': claim['claim_id'], 'state': claim['state'], 'sum': str(claim['sum'])}
