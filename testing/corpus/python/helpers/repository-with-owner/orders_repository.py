# Orders stand in the partition of their buyer.
import os

import boto3


class OrdersRepository:
    def __init__(self, table=None):
        self._table = table or boto3.resource('dynamodb').Table(os.environ['ORDERS_TABLE'])

    def find(self, buyer, order_id):
        return self._table.get_item(Key={'buyer': buyer, 'order_id': order_id}).get('Item')
