import os

import aioboto3

session = aioboto3.Session()


class WalletRepository:
    async def find(self, wallet_id: str):
        async with session.resource('dynamodb') as dynamodb:
            table = await dynamodb.Table(os.environ['WALLETS'])
            found = await table.get_item(Key={'wallet_id': wallet_id})
            return found.get('Item')

    async def set_frozen(self, wallet_id: str, by: str):
        async with session.resource('dynamodb') as dynamodb:
            table = await dynamodb.Table(os.environ['WALLETS'])
            await table.update_item(  # expect code/foreign-key-write
                Key={'wallet_id': wallet_id},
                UpdateExpression='SET frozen = :yes, frozen_by = :by',
                ExpressionAttributeValues={':yes': True, ':by': by},
            )
