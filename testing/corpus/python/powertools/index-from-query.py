# The query string names the index and the number of rows.
import os

import boto3
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from boto3.dynamodb.conditions import Key

app = APIGatewayHttpResolver()
table = boto3.resource('dynamodb').Table(os.environ['INVOICES'])


@app.get('/invoices')
def invoices():
    event = app.current_event
    account = event.request_context.authorizer.jwt_claim['sub']
    page = table.query(  # expect code/tainted-attribute-name code/unbounded-limit
        IndexName=event.query_string_parameters['sort'],
        KeyConditionExpression=Key('account').eq(account),
        Limit=int(event.query_string_parameters['rows']),
    )
    return {'invoices': [{'number': i['number'], 'due': i['due']} for i in page['Items']]}


def handler(event, context):
    return app.resolve(event, context)
