# Many contacts at once: below the own key, or below the keys that the body lists.
import os

import boto3
from chalice import Chalice, IAMAuthorizer, CustomAuthorizer, BadRequestError

app = Chalice(app_name='contacts')
authorizer = CustomAuthorizer('tokens', authorizer_uri=os.environ['AUTHORIZER_URI'])
dynamodb = boto3.resource('dynamodb')
TABLE = os.environ['CONTACTS']


def principal():
    return app.current_request.context['authorizer']['principalId']


def cards(items):
    return [{'name': item['name'], 'phone': item['phone']} for item in items]


@app.route('/contacts/batch', methods=['POST'], authorizer=authorizer)
def batch():
    ids = app.current_request.json_body['ids']
    if len(ids) > 100:
        raise BadRequestError('at most 100')
    keys = [{'owner': principal(), 'contact_id': str(contact)} for contact in ids]
    found = dynamodb.batch_get_item(RequestItems={TABLE: {'Keys': keys}})
    return cards(found['Responses'][TABLE])


@app.route('/contacts/of-team', methods=['POST'], authorizer=authorizer)
def of_team():
    wanted = app.current_request.json_body['contacts']
    app.log.info('%d contacts for %s', len(wanted), principal())
    keys = [{'owner': entry['owner'], 'contact_id': entry['id']} for entry in wanted]
    found = dynamodb.batch_get_item(RequestItems={TABLE: {'Keys': keys}})  # expect code/foreign-key-read
    return cards(found['Responses'][TABLE])
