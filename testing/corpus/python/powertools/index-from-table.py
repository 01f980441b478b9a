# The query string chooses among indexes that the program knows, and asks for at most a hundred rows.
import os

import boto3
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.exceptions import BadRequestError
from boto3.dynamodb.conditions import Key

app = APIGatewayHttpResolver()
table = boto3.resource('dynamodb').Table(os.environ['INVOICES'])
INDEXES = {'due': 'account-due', 'total': 'account-total'}


@app.get('/invoices')
def invoices():
    event = app.current_event
    account = event.request_context.authorizer.jwt_claim['sub']
    sort = event.query_string_parameters['sort']
    if sort not in INDEXES:
        raise BadRequestError('unknown order')
    page = table.query(
        IndexName=INDEXES[sort],
        KeyConditionExpression=Key('account').eq(account),
        Limit=min(int(event.query_string_parameters['rows']), 100),
    )
    return {'invoices': [{'number': i['number'], 'due': i['due']} for i in page['Items']]}


def handler(event, context):
    return app.resolve(event, context)
