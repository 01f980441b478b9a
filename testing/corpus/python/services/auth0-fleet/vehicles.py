import os

import boto3


class Vehicles:
    def __init__(self):
        dynamodb = boto3.resource('dynamodb')
        self.table = dynamodb.Table(os.environ['VEHICLES'])
        self.bookings = dynamodb.Table(os.environ['BOOKINGS'])

    def all(self):
        pages, start = [], {}
        while True:
            page = self.table.scan(ProjectionExpression='plate, driver', **start)
            pages.extend({'plate': v['plate'], 'driver': v['driver']} for v in page['Items'])
            if 'LastEvaluatedKey' not in page:
                return pages
            start = {'ExclusiveStartKey': page['LastEvaluatedKey']}

    def find(self, plate):
        return self.table.get_item(Key={'plate': plate}).get('Item')

    def book(self, plate, day):
        self.bookings.update_item(  # expect code/foreign-key-write
            Key={'plate': plate, 'day': day},
            UpdateExpression='SET booked = :yes',
            ConditionExpression='attribute_not_exists(booked)',
            ExpressionAttributeValues={':yes': True},
        )
        return {'plate': plate, 'day': day}
