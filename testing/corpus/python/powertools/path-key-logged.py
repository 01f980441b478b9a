# The item that the path names is logged whole, and two fields of it are returned.
import os

import boto3
from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.exceptions import NotFoundError

app = APIGatewayRestResolver()
logger = Logger()
table = boto3.resource('dynamodb').Table(os.environ['REFERRALS'])


@app.get('/referrals/<referral_id>')
def referral(referral_id: str):
    doctor = app.current_event.request_context.authorizer.claims['sub']
    item = table.get_item(Key={'referral_id': referral_id}).get('Item')  # expect code/foreign-key-read
    if item is None:
        raise NotFoundError('no such referral')
    logger.info('referral read', extra={'doctor': doctor, 'item': item})  # expect code/sensitive-logging
    return {'to': item['to'], 'reason': item['reason']}


def handler(event, context):
    return app.resolve(event, context)
