# Requests are signed, and the identity pool's id of the caller owns what is written.
import uuid

import boto3
from chalice import Chalice, IAMAuthorizer

app = Chalice(app_name='drawings')
drawings = boto3.resource('dynamodb').Table('drawings')


@app.route('/drawings', methods=['POST'], authorizer=IAMAuthorizer())
def create():
    request = app.current_request
    drawing = {
        'identity_id': request.context['identity']['cognitoIdentityId'],
        'drawing_id': str(uuid.uuid4()),
        'title': request.json_body['title'],
        'strokes': request.json_body['strokes'],
    }
    drawings.put_item(Item=drawing)
    return {'drawing_id': drawing['drawing_id']}
