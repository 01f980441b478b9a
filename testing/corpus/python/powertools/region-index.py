# Jobs of a region are listed for any caller, and the message of the store is passed on.
import os

import boto3
from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from boto3.dynamodb.conditions import Key
from botocore.exceptions import ClientError

app = APIGatewayRestResolver()
logger = Logger()
jobs = boto3.resource('dynamodb').Table(os.environ['JOBS'])


@app.get('/jobs/<region>')
def by_region(region: str):
    logger.append_keys(user=app.current_event.request_context.authorizer.claims['sub'])
    try:
        rows = jobs.query(IndexName='region-index', KeyConditionExpression=Key('region').eq(region))['Items']  # expect code/index-without-owner
    except ClientError as error:
        return {'error': error.response['Error']['Message']}, 500  # expect code/raw-error-returned
    return [{'id': row['job_id'], 'wage': str(row['wage'])} for row in rows]


def handler(event, context):
    return app.resolve(event, context)
