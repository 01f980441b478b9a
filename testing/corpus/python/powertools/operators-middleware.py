# A middleware in front of the routes lets nobody in but operators.
import os

import boto3
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware
from boto3.dynamodb.conditions import Key

app = APIGatewayRestResolver()
jobs = boto3.resource('dynamodb').Table(os.environ['JOBS'])


def operators_only(app: APIGatewayRestResolver, next_middleware: NextMiddleware) -> Response:
    groups = app.current_event.request_context.authorizer.claims.get('cognito:groups', '')
    if 'operators' not in groups.split(','):
        return Response(status_code=403, content_type='application/json', body='{}')
    return next_middleware(app)


@app.get('/jobs', middlewares=[operators_only])
def all_jobs():
    return [{'id': j['job_id'], 'region': j['region']} for j in jobs.scan(Limit=200)['Items']]


@app.get('/jobs/failed', middlewares=[operators_only])
def failed():
    rows = jobs.query(IndexName='state-index', KeyConditionExpression=Key('state').eq('failed'))['Items']
    return [{'id': j['job_id'], 'region': j['region']} for j in rows]


@app.delete('/jobs/<job_id>', middlewares=[operators_only])
def drop(job_id: str):
    jobs.delete_item(Key={'job_id': job_id})
    return {}


def handler(event, context):
    return app.resolve(event, context)
