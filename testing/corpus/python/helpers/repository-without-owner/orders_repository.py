# Orders are found by their number alone.
import os

import boto3


class OrdersRepository:
    def __init__(self, table=None):
        self._table = table or boto3.resource('dynamodb').Table(os.environ['ORDERS_TABLE'])

    def find(self, order_id):
        return self._table.get_item(Key={'order_id': order_id}).get('Item')  # expect code/foreign-key-read
