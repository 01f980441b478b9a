# The claims are read for the audit trail, the path chooses the item, and errors are sent as they come.
import json
import logging
import os

import boto3

log = logging.getLogger()
table = boto3.resource('dynamodb').Table(os.environ['TABLE'])


def handler(event, context):
    caller = event['requestContext']['authorizer']['claims']['sub']
    loan_id = event['pathParameters']['loanId']
    log.info('loan %s read by %s', loan_id, caller)
    try:
        item = table.get_item(Key={'loan_id': loan_id})['Item']  # expect code/foreign-key-read
    except Exception as error:
        return {'statusCode': 500, 'body': json.dumps({'error': str(error)})}  # expect code/raw-error-returned
    return {'statusCode': 200, 'body': json.dumps({'rate': str(item['rate']), 'rest': str(item['rest'])})}
