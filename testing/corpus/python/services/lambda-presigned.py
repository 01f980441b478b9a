# Downloads stay under the prefix of the caller, uploads go wherever the body says.
import json
import os
import uuid

import boto3

s3 = boto3.client('s3')
BUCKET = os.environ['BUCKET']


def reply(status, body):
    return {'statusCode': status, 'headers': {'content-type': 'application/json'}, 'body': json.dumps(body)}


def download(event, context):
    sub = event['requestContext']['authorizer']['jwt']['claims']['sub']
    name = event['pathParameters']['name']
    if '/' in name:
        return reply(400, {'message': 'names have no slash'})
    url = s3.generate_presigned_url(
        'get_object', Params={'Bucket': BUCKET, 'Key': f'users/{sub}/{name}'}, ExpiresIn=300
    )
    return reply(200, {'url': url})


def upload(event, context):
    body = json.loads(event['body'])
    print(json.dumps({'upload': body['key'], 'by': event['requestContext']['authorizer']['jwt']['claims']['sub']}))
    url = s3.generate_presigned_url(  # expect code/authentication-without-authorization
        'put_object',
        Params={'Bucket': BUCKET, 'Key': body['key'], 'ContentType': 'application/octet-stream'},
        ExpiresIn=300,
    )
    return reply(200, {'url': url})


def start_upload(event, context):
    sub = event['requestContext']['authorizer']['jwt']['claims']['sub']
    key = f'users/{sub}/{uuid.uuid4()}'
    url = s3.generate_presigned_url('put_object', Params={'Bucket': BUCKET, 'Key': key}, ExpiresIn=300)
    return reply(201, {'url': url, 'key': key})
