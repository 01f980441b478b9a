# The page size of the query is an integer of any size.
import boto3
from apiflask import APIBlueprint, Schema
from apiflask.fields import Integer
from boto3.dynamodb.conditions import Key
from flask_jwt_extended import get_jwt_identity, jwt_required

bp = APIBlueprint('events', __name__)
events = boto3.resource('dynamodb').Table('events')


class PageIn(Schema):
    size = Integer(load_default=20)


@bp.get('/events')
@jwt_required()
@bp.input(PageIn, location='query')
def own_events(query_data):
    page = events.query(KeyConditionExpression=Key('account').eq(get_jwt_identity()), Limit=query_data['size'])  # expect code/unbounded-limit
    return {'events': [{'at': e['at'], 'kind': e['kind']} for e in page['Items']]}
