# Tickets are written if they are the user's.
import boto3

TABLE = boto3.resource('dynamodb').Table('tickets')


def set_state(ticket_id: str, reporter: str, state: str, reason: str) -> None:
    TABLE.update_item(
        Key={'ticket_id': ticket_id},
        UpdateExpression='SET #state = :state, reason = :reason',
        ConditionExpression='reporter = :reporter',
        ExpressionAttributeNames={'#state': 'state'},
        ExpressionAttributeValues={':state': state, ':reason': reason, ':reporter': reporter},
    )
