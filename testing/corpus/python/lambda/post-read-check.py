# The item of the path is answered only to its borrower, and errors have one text.
import json
import logging
import os

import boto3
from botocore.exceptions import BotoCoreError, ClientError

log = logging.getLogger()
table = boto3.resource('dynamodb').Table(os.environ['TABLE'])


def answer(status, body):
    return {'statusCode': status, 'body': json.dumps(body)}


def handler(event, context):
    caller = event['requestContext']['authorizer']['claims']['sub']
    try:
        item = table.get_item(Key={'loan_id': event['pathParameters']['loanId']}).get('Item')
    except (BotoCoreError, ClientError):
        log.exception('loan not read')
        return answer(500, {'error': 'internal error'})
    if item is None or item['borrower'] != caller:
        return answer(404, {'error': 'not found'})
    return answer(200, {'rate': str(item['rate']), 'rest': str(item['rest'])})
