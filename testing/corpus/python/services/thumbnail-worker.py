# A worker reads whole tables and writes by what the queue says; nobody outside reaches it.
import json
import logging
import os
import time

import boto3
from boto3.dynamodb.conditions import Attr

logger = logging.getLogger()
dynamodb = boto3.resource('dynamodb')
photos = dynamodb.Table(os.environ['PHOTOS'])
s3 = boto3.client('s3')


def make_thumbnails(event, context):
    failed = []
    for record in event['Records']:
        job = json.loads(record['body'])
        try:
            source = s3.get_object(Bucket=os.environ['BUCKET'], Key=job['key'])
            small = shrink(source['Body'].read())
            s3.put_object(Bucket=os.environ['BUCKET'], Key=f"small/{job['photo_id']}", Body=small)
            photos.update_item(
                Key={'photo_id': job['photo_id']},
                UpdateExpression='SET thumbnail = :yes',
                ConditionExpression='attribute_exists(photo_id)',
                ExpressionAttributeValues={':yes': True},
            )
        except Exception:
            logger.exception('no thumbnail for %s', job['photo_id'])
            failed.append({'itemIdentifier': record['messageId']})
    return {'batchItemFailures': failed}


def shrink(data):
    from io import BytesIO

    from PIL import Image

    image = Image.open(BytesIO(data))
    image.thumbnail((320, 320))
    out = BytesIO()
    image.save(out, 'JPEG')
    return out.getvalue()


def sweep(event, context):
    old = int(time.time()) - 86400 * 90
    page = photos.scan(FilterExpression=Attr('deleted_at').lt(old), ProjectionExpression='photo_id')
    with photos.batch_writer() as batch:
        for photo in page['Items']:
            batch.delete_item(Key={'photo_id': photo['photo_id']})
    logger.info('%d photos swept', len(page['Items']))
