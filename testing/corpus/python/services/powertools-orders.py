# Orders are keyed by the claims of Cognito, but cancelling believes the customer of the path.
import os
from datetime import datetime, timezone

import boto3
from aws_lambda_powertools import Logger, Tracer
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from boto3.dynamodb.conditions import Key

logger = Logger()
tracer = Tracer()
app = APIGatewayRestResolver()
orders = boto3.resource('dynamodb').Table(os.environ['ORDERS'])


def customer() -> str:
    return app.current_event.request_context.authorizer.claims['sub']


def shown(order):
    return {'number': order['order_no'], 'total': str(order['total']), 'state': order['state']}


@app.get('/orders')
@tracer.capture_method
def list_orders():
    page = orders.query(KeyConditionExpression=Key('customer_id').eq(customer()), ScanIndexForward=False, Limit=25)
    return [shown(order) for order in page['Items']]


@app.get('/orders/<order_no>')
@tracer.capture_method
def get_order(order_no: str):
    order = orders.get_item(Key={'customer_id': customer(), 'order_no': order_no}).get('Item')
    if order is None:
        raise NotFoundError('no such order')
    return shown(order)


@app.post('/customers/<customer_id>/orders/<order_no>/cancel')
@tracer.capture_method
def cancel(customer_id: str, order_no: str):
    logger.info('order cancelled', extra={'order': order_no, 'by': customer()})
    orders.update_item(  # expect code/foreign-key-write
        Key={'customer_id': customer_id, 'order_no': order_no},
        UpdateExpression='SET #s = :cancelled, changed_at = :now',
        ConditionExpression='#s = :open',
        ExpressionAttributeNames={'#s': 'state'},
        ExpressionAttributeValues={
            ':cancelled': 'cancelled',
            ':open': 'open',
            ':now': datetime.now(timezone.utc).isoformat(),
        },
    )
    return {'number': order_no, 'state': 'cancelled'}


@logger.inject_lambda_context
def lambda_handler(event, context):
    return app.resolve(event, context)
