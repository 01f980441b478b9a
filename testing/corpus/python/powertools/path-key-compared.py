# The referral is returned to the doctor who wrote it, and the log has its id.
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
    item = table.get_item(Key={'referral_id': referral_id}).get('Item')
    if item is None or item['doctor'] != doctor:
        raise NotFoundError('no such referral')
    logger.info('referral read', extra={'doctor': doctor, 'referral': referral_id})
    return {'to': item['to'], 'reason': item['reason']}


def handler(event, context):
    return app.resolve(event, context)
