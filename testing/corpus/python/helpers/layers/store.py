# Tickets are written by their id.
import boto3

TABLE = boto3.resource('dynamodb').Table('tickets')


def set_state(ticket_id: str, state: str, reason: str) -> None:
    TABLE.update_item(  # expect code/foreign-key-write
        Key={'ticket_id': ticket_id},
        UpdateExpression='SET #state = :state, reason = :reason',
        ExpressionAttributeNames={'#state': 'state'},
        ExpressionAttributeValues={':state': state, ':reason': reason},
    )
